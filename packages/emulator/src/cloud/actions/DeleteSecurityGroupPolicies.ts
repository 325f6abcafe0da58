import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findGroup } from "../lookup.ts";
import { readPolicy, samePolicy } from "../policy.ts";
import { type PolicyRequest, policySetSchema } from "../policy-request.ts";
import { checkIndex, checkVersion, oneDirection, storePolicies } from "../policy-set.ts";
import type { PolicyRecord } from "../records.ts";
import { required, struct, text } from "../schema.ts";

export const deleteSecurityGroupPolicies = defineAction({
  service: "vpc",
  name: "DeleteSecurityGroupPolicies",
  changes: true,
  request: struct({ SecurityGroupId: required(text()), SecurityGroupPolicySet: required(policySetSchema()) }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "ResourceNotFound",
    "UnsupportedOperation.VersionMismatch",
  ],
  handle(call, { SecurityGroupId, SecurityGroupPolicySet: set }) {
    const group = findGroup(call.tables, SecurityGroupId);
    const { direction, at, policies } = oneDirection(set);
    checkVersion(set, group);
    const present = group[direction];
    const byContent = (policy: PolicyRequest, place: string) =>
      findByContent(readPolicy(policy, place, call.tables, 0), present, place);
    const doomed = new Set(
      policies.map((policy, index) => {
        const place = `SecurityGroupPolicySet.${at}.${index}`;
        const { PolicyIndex: own } = policy;
        if (own === undefined) return byContent(policy, place);
        rejectBoth(policy, place);
        checkIndex(own, place, present.length - 1);
        return own;
      }),
    );
    storePolicies(group, { [direction]: present.filter((_, index) => !doomed.has(index)) }, call);
    return {};
  },
});

function findByContent(wanted: PolicyRecord, present: readonly PolicyRecord[], place: string): number {
  const index = present.findIndex((policy) => samePolicy(policy, wanted));
  if (index < 0) throw new CloudError("ResourceNotFound", `No rule says what \`${place}\` says.`);
  return index;
}

/** By index or by content, never both: the two could mean different rules. docs/facts.md#policy-delete */
function rejectBoth(policy: PolicyRequest, place: string): void {
  const content = [policy.Protocol, policy.Port, policy.CidrBlock, policy.Ipv6CidrBlock, policy.SecurityGroupId];
  if (content.every((value) => value === undefined || value === "")) return;
  throw new CloudError("InvalidParameter.Coexist", `\`${place}\` has a PolicyIndex and a content; send one of them.`);
}
