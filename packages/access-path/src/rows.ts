import type { AddressRange } from "./block.ts";
import { LAST_ADDRESS } from "./ip.ts";
import type { Family } from "./ip.ts";

/** Where a line starts (`add`) or stops (not `add`) to match, walking up the addresses of one family. */
export interface PeerEvent {
  readonly at: bigint;
  readonly line: number;
  readonly add: boolean;
}

/**
 * All places on one family's address axis where some line starts or stops to match, lowest first; the end of the axis is left
 * out. Between two places no rule makes a difference.
 */
export function peerEvents(family: Family, peersOfLines: readonly (readonly AddressRange[])[]): PeerEvent[] {
  const events: PeerEvent[] = [];
  for (const [line, peers] of peersOfLines.entries())
    for (const range of mergeRanges(family, peers)) {
      events.push({ at: range.first, line, add: true });
      if (range.last < LAST_ADDRESS[family]) events.push({ at: range.last + 1n, line, add: false });
    }
  return events.sort((a, b) => (a.at < b.at ? -1 : Number(a.at > b.at)));
}

/** The same addresses of one family as disjoint ranges that don't touch, lowest first. */
export function mergeRanges(family: Family, ranges: readonly AddressRange[]): AddressRange[] {
  const own = ranges.filter((range) => range.family === family);
  if (own.length < 2) return own;
  const merged: AddressRange[] = [];
  for (const range of own.sort((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)))) {
    const last = merged.at(-1);
    if (last === undefined || range.first > last.last + 1n) merged.push(range);
    else if (range.last > last.last) merged[merged.length - 1] = { ...last, last: range.last };
  }
  return merged;
}
