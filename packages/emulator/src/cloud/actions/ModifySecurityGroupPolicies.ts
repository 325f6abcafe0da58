import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findGroup } from "../lookup.ts";
import { samePolicy } from "../policy.ts";
import { policySetSchema } from "../policy-request.ts";
import { readPolicies, storePolicies } from "../policy-set.ts";
import type { PolicyRecord } from "../records.ts";
import { flag, required, struct, text } from "../schema.ts";

/**
 * Full reset of a group's rules. `Version` isn't compared with the present one: Terraform sends none when it creates and
 * the next one when it updates. docs/facts.md#policy-reset
 */
export const modifySecurityGroupPolicies = defineAction({
  service: "vpc",
  name: "ModifySecurityGroupPolicies",
  changes: true,
  request: struct({
    SecurityGroupId: required(text()),
    SecurityGroupPolicySet: required(policySetSchema()),
    SortPolicys: flag(),
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
  ],
  handle(call, { SecurityGroupId, SecurityGroupPolicySet: set, SortPolicys = false }) {
    const group = findGroup(call.tables, SecurityGroupId);
    if (set.Version === "0") {
      storePolicies(group, { ingress: [], egress: [] }, call);
      return {};
    }
    const { Ingress = [], Egress = [] } = set;
    if (Ingress.length + Egress.length === 0) {
      const message = "`SecurityGroupPolicySet` has no rules; to remove all rules send Version 0.";
      throw new CloudError("InvalidParameterValue.Empty", message);
    }
    const indexed = [...Ingress, ...Egress].some((policy) => policy.PolicyIndex !== undefined);
    if (indexed && !SortPolicys) rejectIndexes();
    const ingress = readPolicies({ at: "Ingress", policies: Ingress }, call);
    const egress = readPolicies({ at: "Egress", policies: Egress }, call);
    const order = (wanted: readonly PolicyRecord[], present: readonly PolicyRecord[]) =>
      SortPolicys ? wanted : inPresentOrder(wanted, present);
    const sorted = { ingress: order(ingress, group.ingress), egress: order(egress, group.egress) };
    storePolicies(group, sorted, call);
    return {};
  },
});

function rejectIndexes(): never {
  const message = "A reset takes the rules in the order of the list; leave PolicyIndex out.";
  throw new CloudError("InvalidParameterValue", message);
}

/** Rules that are there already stay in their present order, new ones follow. */
function inPresentOrder(wanted: readonly PolicyRecord[], present: readonly PolicyRecord[]): readonly PolicyRecord[] {
  const rank = (policy: PolicyRecord) => {
    const at = present.findIndex((each) => samePolicy(each, policy));
    return at < 0 ? present.length : at;
  };
  return wanted.toSorted((a, b) => rank(a) - rank(b));
}
