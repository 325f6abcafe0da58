import { filterHops, tracePath } from "@podpath/access-path";
import type { RuleCounter, Snapshot } from "@podpath/access-path";
import type { ProbeRequest } from "./evidence.ts";

/**
 * Do these counters, moved since a probe began, already show that a group on its way dropped it? Then nobody need wait for the
 * time-out. Drops elsewhere, of other traffic, don't count.
 */
export function showsDrop(snapshot: Snapshot, { from, to }: ProbeRequest, moved: readonly RuleCounter[]): boolean {
  const flow = { protocol: "tcp", source: from.address, destination: to.address, destinationPort: to.port } as const;
  return filterHops(tracePath(snapshot, flow)).some(({ eniId, direction }) =>
    moved.some((counter) => counter.eniId === eniId && counter.direction === direction && isDrop(snapshot, counter)),
  );
}

/** The implicit drop has no rule. */
function isDrop({ securityGroups }: Snapshot, { groupId, direction, rule, packets }: RuleCounter): boolean {
  if (packets === 0) return false;
  const group = securityGroups.find(({ id }) => id === groupId);
  return rule === null || group?.[direction][rule]?.action === "drop";
}
