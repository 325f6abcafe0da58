import type { Call } from "./action.ts";
import { CloudError } from "./errors.ts";
import { newId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { checkLength, checkName } from "./query.ts";
import type { SecurityGroupRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";
import { addTags } from "./tags.ts";

/** A new group: no rules, so it lets nothing through in either direction. docs/facts.md#sg-new-empty */
export function createGroup(
  call: Call,
  request: {
    readonly GroupName: string;
    readonly GroupDescription: string;
    readonly ProjectId?: string;
    readonly Tags?: readonly { readonly Key: string; readonly Value?: string }[];
  },
): SecurityGroupRecord {
  const { tables, runtime } = call;
  checkName(request.GroupName, "GroupName");
  checkLength(request.GroupDescription, "GroupDescription", LIMITS.DESCRIPTION_CHARACTERS);
  checkProject(request.ProjectId);
  if (tables.securityGroups.list().length >= LIMITS.GROUPS) {
    throw new CloudError("LimitExceeded", `A region may have ${LIMITS.GROUPS} security groups; delete unused ones.`);
  }
  const now = runtime.now();
  const group = tables.securityGroups.put({
    id: newId("sg", (id) => tables.securityGroups.get(id) !== undefined, runtime),
    name: request.GroupName,
    description: request.GroupDescription,
    projectId: request.ProjectId ?? "0",
    isDefault: false,
    createdAt: now,
    updatedAt: now,
    version: 0,
    ingress: [],
    egress: [],
  });
  addTags(tables, group.id, request.Tags);
  return group;
}

function checkProject(projectId: string | undefined): void {
  if (projectId === undefined || projectId === "" || projectId === "0") return;
  throw new CloudError(
    "ResourceNotFound",
    `The project \`${projectId}\` doesn't exist; this account has only project 0.`,
  );
}

/** Groups whose rules name this one as a peer, itself included. */
export function referrersOf(groupId: string, tables: CloudTables): readonly SecurityGroupRecord[] {
  return tables.securityGroups
    .list()
    .filter(({ ingress, egress }) => [...ingress, ...egress].some((policy) => policy.groupId === groupId));
}

/**
 * The project's default group, made when there is none: it lets all IPv4 through both ways and can't be deleted.
 * docs/facts.md#sg-default
 */
export function defaultGroup({ tables, runtime }: Pick<Call, "tables" | "runtime">): SecurityGroupRecord {
  const present = tables.securityGroups.list().find((group) => group.isDefault);
  if (present !== undefined) return present;
  const now = runtime.now();
  const everything = {
    protocol: "ALL",
    port: "ALL",
    serviceId: "",
    serviceGroupId: "",
    cidr: "0.0.0.0/0",
    cidr6: "",
    groupId: "",
    addressId: "",
    addressGroupId: "",
    action: "ACCEPT",
    description: "",
    modifiedAt: now,
  } as const;
  return tables.securityGroups.put({
    id: newId("sg", (id) => tables.securityGroups.get(id) !== undefined, runtime),
    name: "default",
    description: "System created security group",
    projectId: "0",
    isDefault: true,
    createdAt: now,
    updatedAt: now,
    version: 0,
    ingress: [everything],
    egress: [everything],
  });
}
