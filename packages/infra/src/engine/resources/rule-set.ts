import { type RuleArgs, ruleText } from "../../program/rules.ts";
import type { Cloud } from "../cloud.ts";
import type { Change } from "../diff.ts";
import { type JsonObject, same, textAt } from "../json.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromPolicy, toPolicies, type WirePolicy } from "./policy.ts";
import { goneIsDone, goneIsNull } from "./wire.ts";

interface WirePolicySet {
  readonly Version: string;
  readonly Ingress?: readonly WirePolicy[] | null;
  readonly Egress?: readonly WirePolicy[] | null;
}

/** The cloud clears both lists when it gets this version (docs/facts.md#policy-reset). */
const CLEAR_ALL = { Version: "0", Ingress: [], Egress: [] } as const;

/**
 * The ordered rules of one group, both directions. Its id is the group's: every group has exactly one list of rules, and
 * making the set is writing the list.
 */
export const ruleSet: ResourceHandler = {
  type: "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet",
  immutable: ["securityGroupId"],

  // Writing a list twice is writing it once: nothing to look for.
  find: async () => [],

  async create(cloud, inputs) {
    const id = textAt(inputs, "securityGroupId");
    const SecurityGroupPolicySet = wireSet(inputs) ?? CLEAR_ALL;
    await cloud.call("vpc", "ModifySecurityGroupPolicies", { SecurityGroupId: id, SecurityGroupPolicySet });
    return id;
  },

  async settle() {},

  read: (cloud, id) =>
    goneIsNull(async () => {
      const { SecurityGroupPolicySet: set } = await cloud.call<{ SecurityGroupPolicySet: WirePolicySet }>(
        "vpc",
        "DescribeSecurityGroupPolicies",
        { SecurityGroupId: id },
      );
      return {
        securityGroupId: id,
        ingresses: (set.Ingress ?? []).map(fromPolicy),
        egresses: (set.Egress ?? []).map(fromPolicy),
        version: set.Version,
      };
    }),

  drift: (inputs, actual) => [
    ...directionDrift("ingress", inputs["ingresses"], actual["ingresses"]),
    ...directionDrift("egress", inputs["egresses"], actual["egresses"]),
  ],

  /**
   * As the provider: with the next version, and strictly in this order, which the cloud otherwise leaves as it is
   * (docs/facts.md#policy-reset).
   */
  async update(cloud, id, inputs) {
    const emptied = await emptyUnwanted(cloud, id, inputs);
    const lists = wireSet(inputs);
    const SecurityGroupPolicySet = lists === null ? CLEAR_ALL : { Version: String(emptied.version + 1), ...lists };
    const request = { SecurityGroupId: id, SortPolicys: true, SecurityGroupPolicySet };
    await cloud.call("vpc", "ModifySecurityGroupPolicies", request);
  },

  remove: (cloud, id) =>
    goneIsDone(() =>
      cloud.call("vpc", "ModifySecurityGroupPolicies", { SecurityGroupId: id, SecurityGroupPolicySet: CLEAR_ALL }),
    ),
};

const DIRECTIONS = [
  ["ingresses", "Ingress"],
  ["egresses", "Egress"],
] as const;

/** Both lists, an empty one left out; null when both are empty, which the cloud refuses in this form. */
function wireSet(inputs: JsonObject): Record<string, object[]> | null {
  const lists = DIRECTIONS.map(([key, direction]) => [direction, toPolicies(inputs[key])] as const);
  const filled = lists.filter(([, policies]) => policies.length > 0);
  return filled.length === 0 ? null : Object.fromEntries(filled);
}

/** A direction that a reset does not name may stay as it is: what must become empty is emptied first, by index. */
async function emptyUnwanted(cloud: Cloud, id: string, inputs: JsonObject): Promise<{ readonly version: number }> {
  const current = await ruleSet.read(cloud, id, inputs);
  let version = Number(current?.["version"] ?? 0);
  for (const [key, direction] of DIRECTIONS) {
    const present = textsOf(current?.[key]);
    if (present.length === 0 || textsOf(inputs[key]).length > 0) continue;
    const SecurityGroupPolicySet = { [direction]: present.map((_, PolicyIndex) => ({ PolicyIndex })) };
    await cloud.call("vpc", "DeleteSecurityGroupPolicies", { SecurityGroupId: id, SecurityGroupPolicySet });
    version += 1;
  }
  return { version };
}

function directionDrift(path: string, wanted: unknown, actual: unknown): Change[] {
  const [want, is] = [textsOf(wanted), textsOf(actual)];
  return same(want, is) ? [] : [{ path, wanted: want, actual: is }];
}

/** Rules in the one notation, which does not depend on how the cloud or a scenario spells them. */
function textsOf(rules: unknown): string[] {
  return ((rules ?? []) as RuleArgs[]).map(ruleText);
}
