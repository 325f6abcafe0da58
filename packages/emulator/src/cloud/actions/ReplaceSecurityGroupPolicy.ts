import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findGroup } from "../lookup.ts";
import { policySetSchema } from "../policy-request.ts";
import { checkVersion, indexOf, oneDirection, readPolicies, storePolicies } from "../policy-set.ts";
import { required, struct, text } from "../schema.ts";

export const replaceSecurityGroupPolicy = defineAction({
  service: "vpc",
  name: "ReplaceSecurityGroupPolicy",
  changes: true,
  request: struct({
    SecurityGroupId: required(text()),
    SecurityGroupPolicySet: required(policySetSchema()),
    // Only for the vendor's own audit.
    OriginalSecurityGroupPolicySet: policySetSchema(),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
    "ResourceNotFound",
    "UnsupportedOperation.DuplicatePolicy",
    "UnsupportedOperation.VersionMismatch",
  ],
  handle(call, { SecurityGroupId, SecurityGroupPolicySet: set }) {
    const group = findGroup(call.tables, SecurityGroupId);
    const directed = oneDirection(set);
    checkVersion(set, group);
    if (directed.policies.length !== 1) {
      const message = "Only one rule can be replaced in one request; ReplaceSecurityGroupPolicies takes several.";
      throw new CloudError("InvalidParameterValue", message);
    }
    const present = group[directed.direction];
    const index = indexOf(directed.policies[0]!, `SecurityGroupPolicySet.${directed.at}.0`, present.length);
    const [replacement] = readPolicies(directed, call);
    storePolicies(group, { [directed.direction]: present.with(index, replacement!) }, call);
    return {};
  },
});
