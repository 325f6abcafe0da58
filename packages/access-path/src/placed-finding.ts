import type { FilterLine } from "./filter.ts";
import type { Finding, RuleRef } from "./finding.ts";

/** A finding and the place of its line, to put findings in order. */
export interface Placed {
  readonly line: number;
  readonly finding: Finding;
}

export function refOf({ groupId, index }: FilterLine): RuleRef {
  return { groupId, rule: index };
}

export function refsOf(lines: readonly FilterLine[], places: readonly number[]): RuleRef[] {
  return places.map((place) => refOf(lines[place]!));
}
