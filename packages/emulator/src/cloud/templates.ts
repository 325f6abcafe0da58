import {
  canonicalCidr,
  parseIp,
  parsePorts,
  rangeToCidrs,
  type Cidr,
  type ServiceTemplate,
} from "@podpath/access-path";
import type { Call } from "./action.ts";
import { CloudError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { checkName } from "./query.ts";
import type { Instant, TemplateMember } from "./records.ts";
import { vpcTime } from "./time.ts";

type TemplateService = ServiceTemplate["services"][number];

/** Blocks that a member of an address template means: a block, an address, or a range `10.0.0.1-10.0.0.9`; null: none of these. */
export function blocksOf(member: string): readonly Cidr[] | null {
  const cidr = canonicalCidr(member);
  if (cidr !== null) return [cidr];
  const [from, to, ...more] = member.split("-").map(parseIp);
  if (more.length > 0 || !from || !to || from.family !== to.family || from.value > to.value) return null;
  return rangeToCidrs({ family: from.family, first: from.value, last: to.value });
}

/** What a member of a service template means: `tcp:80`, `udp:3000-3010`, `tcp:all`, `icmp:-`, `gre`; null: nothing. */
export function serviceOf(member: string): TemplateService | null {
  const [protocol = "", ports = ""] = member.toLowerCase().split(":", 2);
  if (protocol === "tcp" || protocol === "udp") {
    const parsed = parsePorts(ports);
    return parsed !== "all" && "code" in parsed ? null : { kind: "ports", protocol, ports: parsed };
  }
  const isPortless = ports === "" || ports === "-" || ports === "all";
  if (!isPortless || (protocol !== "icmp" && protocol !== "icmpv6" && protocol !== "gre" && protocol !== "all"))
    return null;
  return { kind: "protocol", protocol };
}

/**
 * Members of a new template, from the plain list or from the one with remarks.
 *
 * @throws CloudError when both or none are given, one can't be read, or one is there twice
 */
export function readMembers(
  plain: readonly string[] | undefined,
  extra: readonly { readonly text: string; readonly description: string }[] | undefined,
  names: readonly [plain: string, extra: string],
  read: (member: string) => object | null,
  now: Instant,
): readonly TemplateMember[] {
  if (plain !== undefined && extra !== undefined) {
    throw new CloudError("InvalidParameter.Coexist", `\`${names[0]}\` and \`${names[1]}\` can't be used together.`);
  }
  const members = extra ?? plain?.map((text) => ({ text, description: "" })) ?? [];
  if (members.length === 0) {
    throw new CloudError("InvalidParameterValue.Empty", `\`${names[0]}\` or \`${names[1]}\` must have an entry.`);
  }
  if (members.length > LIMITS.TEMPLATE_MEMBERS) {
    throw new CloudError("LimitExceeded", `A template may have ${LIMITS.TEMPLATE_MEMBERS} entries.`);
  }
  const wrong = members.find(({ text }) => read(text) === null);
  if (wrong !== undefined) {
    throw new CloudError(
      "InvalidParameterValue.Malformed",
      `\`${names[0]}\` has \`${wrong.text}\`, which can't be read.`,
    );
  }
  if (new Set(members.map(({ text }) => text)).size < members.length) {
    throw new CloudError("InvalidParameterValue.Duplicate", `\`${names[0]}\` has an entry twice.`);
  }
  return members.map((member) => ({ ...member, updatedAt: now }));
}

/** Members common to templates and groups of them, when they are made. */
export function newTemplate(id: string, name: string, member: string, { runtime }: Call) {
  checkName(name, member);
  const now = runtime.now();
  return { id, name, createdAt: now, updatedAt: now };
}

export function wireTimes({ createdAt, updatedAt }: { readonly createdAt: Instant; readonly updatedAt: Instant }) {
  return { CreatedTime: vpcTime(createdAt), UpdatedTime: vpcTime(updatedAt) };
}

/** Refused while rules or groups of templates use it. */
export function checkUnused(id: string, call: Call): void {
  const { securityGroups, addressTemplateGroups, serviceTemplateGroups } = call.tables;
  const rules = securityGroups.list().filter(({ ingress, egress }) =>
    [...ingress, ...egress].some(
      (policy) => [policy.addressId, policy.addressGroupId, policy.serviceId, policy.serviceGroupId].includes(id), //
    ),
  );
  const groups = [...addressTemplateGroups.list(), ...serviceTemplateGroups.list()].filter((each) =>
    each.templateIds.includes(id),
  );
  const users = [...rules, ...groups];
  if (users.length === 0) return;
  throw new CloudError(
    "ResourceInUse",
    `\`${id}\` is used by ${users.map((each) => each.id).join(", ")}; change them first.`,
  );
}
