import type { Direction } from "@podpath/access-path";
import type { Call } from "./action.ts";
import { CloudError } from "./errors.ts";
import { LIMITS } from "./limits.ts";
import { readPolicy, samePolicy } from "./policy.ts";
import type { PolicyRequest, PolicySetRequest } from "./policy-request.ts";
import type { PolicyRecord, SecurityGroupRecord } from "./records.ts";

export interface DirectedPolicies {
  readonly direction: Direction;
  /** Where they stand in the request. */
  readonly at: "Ingress" | "Egress";
  readonly policies: readonly PolicyRequest[];
}

/** Most actions change one direction a request. docs/facts.md#policy-one-direction */
export function oneDirection(set: PolicySetRequest): DirectedPolicies {
  const { Ingress: ingress = [], Egress: egress = [] } = set;
  if (ingress.length > 0 && egress.length > 0) {
    throw new CloudError("InvalidParameter.Coexist", "Ingress and Egress can't be changed in one request; make two.");
  }
  if (ingress.length > 0) return { direction: "ingress", at: "Ingress", policies: ingress };
  if (egress.length > 0) return { direction: "egress", at: "Egress", policies: egress };
  throw new CloudError(
    "InvalidParameterValue.Empty",
    "`SecurityGroupPolicySet` must have rules in Ingress or in Egress.",
  );
}

/** An empty Version asks for no check. docs/facts.md#policy-version */
export function checkVersion(set: PolicySetRequest, group: SecurityGroupRecord): void {
  if (set.Version === undefined || set.Version === "" || set.Version === String(group.version)) return;
  throw new CloudError(
    "UnsupportedOperation.VersionMismatch",
    `The rules of \`${group.id}\` are at version ${group.version}, not ${set.Version}: describe them again, then retry.`,
  );
}

export function readPolicies(
  { policies, at }: Omit<DirectedPolicies, "direction">,
  call: Call,
): readonly PolicyRecord[] {
  const now = call.runtime.now();
  return policies.map((policy, index) => readPolicy(policy, `SecurityGroupPolicySet.${at}.${index}`, call.tables, now));
}

/** A rule's own index; actions that change rules in place need one. */
export function indexOf(policy: PolicyRequest, at: string, count: number): number {
  if (policy.PolicyIndex === undefined) {
    throw new CloudError("MissingParameter", `The request is missing a required parameter \`${at}.PolicyIndex\`.`);
  }
  checkIndex(policy.PolicyIndex, at, count - 1);
  return policy.PolicyIndex;
}

export function checkIndex(index: number, at: string, last: number): void {
  if (index >= 0 && index <= last) return;
  const range = last < 0 ? "there is no rule" : `it must be from 0 to ${last}`;
  throw new CloudError("InvalidParameterValue.Range", `\`${at}.PolicyIndex\` is ${index}; ${range}.`);
}

/**
 * Store a group with changed rules: quotas and duplicates are checked over the whole of them, the version goes up by one.
 *
 * @throws CloudError
 */
export function storePolicies(
  group: SecurityGroupRecord,
  changed: Partial<Pick<SecurityGroupRecord, "ingress" | "egress">>,
  call: Call,
): void {
  const rules = { ingress: changed.ingress ?? group.ingress, egress: changed.egress ?? group.egress };
  for (const direction of ["ingress", "egress"] as const) checkDirection(rules[direction], direction);
  const referenced = new Set(
    [...rules.ingress, ...rules.egress].map((policy) => policy.groupId).filter((id) => id !== ""),
  );
  if (referenced.size > LIMITS.REFERENCED_GROUPS) {
    throw new CloudError(
      "LimitExceeded",
      `The rules of a security group may name ${LIMITS.REFERENCED_GROUPS} other groups.`,
    );
  }
  call.tables.securityGroups.put({ ...group, ...rules, version: group.version + 1, updatedAt: call.runtime.now() });
}

function checkDirection(policies: readonly PolicyRecord[], direction: Direction): void {
  if (policies.length > LIMITS.POLICIES_PER_DIRECTION) {
    throw new CloudError(
      "LimitExceeded.SecurityGroupPolicySet",
      `A security group may have ${LIMITS.POLICIES_PER_DIRECTION} ${direction} rules; merge blocks or use an address template.`,
    );
  }
  for (const [index, policy] of policies.entries()) {
    const first = policies.findIndex((each) => samePolicy(each, policy));
    if (first < index) {
      const message = `The ${direction} rules ${first} and ${index} would be the same; leave one out.`;
      throw new CloudError("UnsupportedOperation.DuplicatePolicy", message);
    }
  }
}
