import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findGroup } from "../lookup.ts";
import { type PolicyRequest, policySetSchema } from "../policy-request.ts";
import { checkIndex, checkVersion, oneDirection, readPolicies, storePolicies } from "../policy-set.ts";
import { required, struct, text } from "../schema.ts";

export const createSecurityGroupPolicies = defineAction({
  service: "vpc",
  name: "CreateSecurityGroupPolicies",
  changes: true,
  request: struct({ SecurityGroupId: required(text()), SecurityGroupPolicySet: required(policySetSchema()) }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "InvalidParameterValue.TooLong",
    "LimitExceeded.SecurityGroupPolicySet",
    "ResourceNotFound",
    "UnsupportedOperation.DuplicatePolicy",
    "UnsupportedOperation.VersionMismatch",
  ],
  handle(call, { SecurityGroupId, SecurityGroupPolicySet: set }) {
    const group = findGroup(call.tables, SecurityGroupId);
    const directed = oneDirection(set);
    checkVersion(set, group);
    const present = group[directed.direction];
    const index = commonIndex(directed.policies, directed.at, present.length);
    const added = readPolicies(directed, call);
    storePolicies(group, { [directed.direction]: present.toSpliced(index, 0, ...added) }, call);
    return {};
  },
});

/** Where the rules are put: before the rule with that index (0: on top), or behind the last one when none is given. */
function commonIndex(policies: readonly PolicyRequest[], at: string, count: number): number {
  const indexes = new Set(policies.map((policy) => policy.PolicyIndex));
  if (indexes.size > 1) {
    throw new CloudError("InvalidParameterValue", `All rules of \`${at}\` must have the same PolicyIndex, or none.`);
  }
  const [index = count] = indexes;
  checkIndex(index, `SecurityGroupPolicySet.${at}.0`, count);
  return index;
}
