import { type RuleArgs, ruleText } from "../../program/rules.ts";
import type { Change } from "../diff.ts";
import { same, textAt } from "../json.ts";
import type { ResourceHandler } from "./handler.ts";
import { fromPolicy, toPolicies, type WirePolicy } from "./policy.ts";
import { goneIsDone, goneIsNull } from "./wire.ts";

interface WirePolicySet {
  readonly Version: string;
  readonly Ingress?: readonly WirePolicy[] | null;
  readonly Egress?: readonly WirePolicy[] | null;
}

/** The cloud clears both lists when it gets this version (docs/facts.md#sg-version-zero). */
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
    const lists = { Ingress: toPolicies(inputs["ingresses"]), Egress: toPolicies(inputs["egresses"]) };
    const isEmpty = lists.Ingress.length === 0 && lists.Egress.length === 0;
    const SecurityGroupPolicySet = isEmpty ? CLEAR_ALL : lists;
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

  /** A list that becomes empty is emptied first: the cloud leaves a direction alone that a request does not name. */
  async update(cloud, id, inputs) {
    const current = await this.read(cloud, id, inputs);
    for (const [key, direction] of DIRECTIONS) {
      if (textsOf(inputs[key]).length === 0 && textsOf(current?.[key]).length > 0) {
        const all = textsOf(current?.[key]).map((_, PolicyIndex) => ({ PolicyIndex }));
        const SecurityGroupPolicySet = { [direction]: all };
        await cloud.call("vpc", "DeleteSecurityGroupPolicies", { SecurityGroupId: id, SecurityGroupPolicySet });
      }
    }
    await this.create(cloud, inputs);
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

function directionDrift(path: string, wanted: unknown, actual: unknown): Change[] {
  const [want, is] = [textsOf(wanted), textsOf(actual)];
  return same(want, is) ? [] : [{ path, wanted: want, actual: is }];
}

/** Rules in the one notation, which does not depend on how the cloud or a scenario spells them. */
function textsOf(rules: unknown): string[] {
  return ((rules ?? []) as RuleArgs[]).map(ruleText);
}
