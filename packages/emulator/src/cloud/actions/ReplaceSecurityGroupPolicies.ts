import { defineAction } from "../action.ts";
import { CloudError } from "../errors.ts";
import { findGroup } from "../lookup.ts";
import { policySetSchema, type PolicySetRequest } from "../policy-request.ts";
import {
  checkIndex,
  checkVersion,
  type DirectedPolicies,
  indexOf,
  oneDirection,
  readPolicies,
  storePolicies,
} from "../policy-set.ts";
import type { PolicyRecord } from "../records.ts";
import { oneOf, required, struct, text } from "../schema.ts";

/** One rule's way: from its present index to the one it shall have, and what it shall say. */
interface Move {
  readonly from: number;
  readonly to: number;
  readonly policy: PolicyRecord;
}

export const replaceSecurityGroupPolicies = defineAction({
  service: "vpc",
  name: "ReplaceSecurityGroupPolicies",
  changes: true,
  request: struct({
    SecurityGroupId: required(text()),
    SecurityGroupPolicySet: required(policySetSchema()),
    OriginalSecurityGroupPolicySet: policySetSchema(),
    UpdateType: oneOf("Policy", "Priority", "Both"),
  }),
  errors: [
    "InvalidParameter.Coexist",
    "InvalidParameterValue.Empty",
    "InvalidParameterValue.Invalid",
    "InvalidParameterValue.Malformed",
    "InvalidParameterValue.Range",
    "InvalidParameterValue.TooLong",
    "LimitExceeded",
    "ResourceNotFound",
    "UnsupportedOperation.DuplicatePolicy",
    "UnsupportedOperation.VersionMismatch",
  ],
  handle(call, request) {
    const { SecurityGroupPolicySet: set, UpdateType = "Policy" } = request;
    const group = findGroup(call.tables, request.SecurityGroupId);
    const directed = oneDirection(set);
    checkVersion(set, group);
    const present = group[directed.direction];
    const targets = directed.policies.map((policy, at) => indexOf(policy, placeOf(directed, at), present.length));
    const sources =
      UpdateType === "Policy"
        ? targets
        : originalIndexes(request.OriginalSecurityGroupPolicySet, directed, present.length);
    if (new Set(targets).size < targets.length || new Set(sources).size < sources.length) {
      throw new CloudError("InvalidParameterValue.Invalid", "Two rules have the same PolicyIndex.");
    }
    const contents = UpdateType === "Priority" ? sources.map((from) => present[from]!) : readPolicies(directed, call);
    const moves = contents.map((policy, at) => ({ from: sources[at]!, to: targets[at]!, policy }));
    storePolicies(group, { [directed.direction]: moved(present, moves) }, call);
    return {};
  },
});

/** Rules that aren't named keep their order and fill the places that are left. */
function moved(present: readonly PolicyRecord[], moves: readonly Move[]): readonly PolicyRecord[] {
  const left = present.filter((_, index) => !moves.some(({ from }) => from === index));
  return moves
    .toSorted((a, b) => a.to - b.to)
    .reduce<readonly PolicyRecord[]>((policies, { to, policy }) => policies.toSpliced(to, 0, policy), left);
}

/** Present places of the rules, from the original set: same direction, same length, same order. */
function originalIndexes(
  original: PolicySetRequest | undefined,
  directed: DirectedPolicies,
  count: number,
): readonly number[] {
  const policies = original?.[directed.at] ?? [];
  if (policies.length !== directed.policies.length) {
    throw new CloudError(
      "InvalidParameterValue.Invalid",
      "To change priorities, `OriginalSecurityGroupPolicySet` must list the same rules, in the same order, with their present PolicyIndex.",
    );
  }
  return policies.map((policy, at) => {
    const place = `OriginalSecurityGroupPolicySet.${directed.at}.${at}`;
    const index = policy.PolicyIndex ?? -1;
    checkIndex(index, place, count - 1);
    return index;
  });
}

function placeOf({ at }: DirectedPolicies, index: number): string {
  return `SecurityGroupPolicySet.${at}.${index}`;
}
