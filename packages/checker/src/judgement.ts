import type { Direction } from "@podpath/access-path";
import type { Text } from "@podpath/scenarios";
import type { Comparison } from "./compare.ts";
import type { Evidence, ProbeId, ProbeResult } from "./evidence.ts";
import type { Check } from "./grade.ts";
import type { World } from "./world.ts";

/** What a check finds; its title and its points stand in one table (`judge.ts`). */
export type Judgement = Pick<Check, "status" | "expected" | "observed" | "whereToLook"> & {
  readonly details?: readonly Text[];
};

/** What every check may look at. */
export interface Case {
  readonly world: World;
  readonly evidence: Evidence;
  /** May the texts name the hop and the rule? */
  readonly reveal: boolean;
  readonly probe: (id: ProbeId) => ProbeResult | undefined;
  /** Pod A got its answer from Pod B itself, over a way that meets the groups: whoever sees that knows the cause already. */
  readonly works: boolean;
  /** `undefined` where the probe wasn't made, or a Pod is missing. */
  readonly comparison: (id: ProbeId) => Comparison | undefined;
}

export function say(zh: string, en: string): Text {
  return { zh, en };
}

/** The same in both languages: an address, a rule, a program's own words. */
export function verbatim(text: string): Text {
  return { zh: text, en: text };
}

/** The two directions in words; JSON keeps the API's own. */
export const WAYS: Readonly<Record<Direction, Text>> = {
  ingress: say("入站", "ingress"),
  egress: say("出站", "egress"),
};

export const NOTHING: Text = say("", "");

/** Nobody to judge: the check on the symptom says which Pod is missing. */
export function noPods(expected: Text): Judgement {
  return {
    status: "skipped",
    expected,
    observed: say("Pod A 或 Pod B 不在", "Pod A or Pod B isn't there"),
    whereToLook: say("先让两个 Pod 都跑起来", "get both Pods to run first"),
  };
}
