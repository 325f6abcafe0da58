import type { Rule } from "../src/index.ts";
import { everySight, matches } from "./oracle.ts";

/** The findings that follow from their definitions, by trying every flow: `code@rule`, and how small a cover can be. */
export interface ExpectedFinding {
  readonly code: "shadowed" | "redundant" | "order-decides";
  readonly rule: number;
  /** For lines that decide nothing: the fewest lines that take all their flows. */
  readonly coverSize: number | null;
}

export function expectedFindings(rules: readonly Rule[]): ExpectedFinding[] {
  const sights = everySight(rules);
  const of = rules.map((rule) => new Set(sights.flatMap((sight, index) => (matches(rule, sight) ? [index] : []))));
  const first = sights.map((_, index) => of.findIndex((own) => own.has(index)));
  const shadowed = rules.map((_, rule) => {
    const mine = [...(of[rule] ?? [])];
    return (
      mine.every((index) => first[index] !== rule) &&
      mine.some((index) => rules[first[index] ?? -1]?.action !== rules[rule]?.action)
    );
  });
  const redundant = redundantRules(rules, of, sights.length, shadowed);
  const idle = new Set([...redundant, ...shadowed.flatMap((yes, rule) => (yes ? [rule] : []))]);
  const action = (index: number) => rules[index]?.action;
  const takers = (rule: number) =>
    [...new Set([...(of[rule] ?? [])].map((index) => first[index] ?? -1))].filter(
      (taker) => taker >= 0 && taker < rule && action(taker) !== action(rule),
    );
  return rules.flatMap((_, rule): ExpectedFinding[] => {
    const mine = [...(of[rule] ?? [])];
    if (mine.length === 0) return [];
    if (idle.has(rule)) {
      if (mine.some((index) => first[index] === rule)) return [{ code: "redundant", rule, coverSize: null }];
      const oneOf = takers(rule);
      const isShadowed = shadowed[rule] === true;
      const above = [...rules.keys()].slice(0, rule).filter((other) => isShadowed || action(other) === action(rule));
      const coverSize = smallest(above, (choice) => {
        const covers = mine.every((index) => choice.some((other) => of[other]?.has(index)));
        return covers && (!isShadowed || choice.some((other) => oneOf.includes(other)));
      });
      return [{ code: isShadowed ? "shadowed" : "redundant", rule, coverSize }];
    }
    const within = (a: number, b: number) => [...(of[a] ?? [])].every((index) => of[b]?.has(index));
    const crossed = takers(rule).some((upper) => !idle.has(upper) && !within(upper, rule) && !within(rule, upper));
    return crossed ? [{ code: "order-decides", rule, coverSize: null }] : [];
  });
}

/** Rules whose going changes nothing: alone, and with the later ones of them already gone; tried from the last up. */
function redundantRules(
  rules: readonly Rule[],
  of: readonly ReadonlySet<number>[],
  sights: number,
  shadowed: readonly boolean[],
): Set<number> {
  const verdicts = (without: ReadonlySet<number>) =>
    Array.from({ length: sights }, (_, sight) => {
      const index = of.findIndex((own, rule) => !without.has(rule) && own.has(sight));
      return index < 0 ? "drop" : rules[index]?.action;
    }).join();
  const asItIs = verdicts(new Set());
  const gone = new Set<number>();
  for (const index of [...rules.keys()].reverse()) {
    if (shadowed[index] === true) continue;
    if (verdicts(new Set([index])) === asItIs && verdicts(new Set([...gone, index])) === asItIs) gone.add(index);
  }
  return gone;
}

/** Size of the smallest choice that is good. */
function smallest(elements: readonly number[], isGood: (choice: readonly number[]) => boolean): number {
  const choices = Array.from({ length: 2 ** elements.length }, (_, bits) =>
    elements.filter((_element, index) => ((bits >> index) & 1) === 1),
  );
  return Math.min(...choices.filter(isGood).map((choice) => choice.length));
}
