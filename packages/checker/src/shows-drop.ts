import { tracePath } from "@podpath/access-path";
import type { RuleCounter, Snapshot } from "@podpath/access-path";
import type { ProbeRequest } from "./evidence.ts";

/**
 * Do these counters, moved since a probe began, already show it dropped where the model says it is? Then nobody need wait for
 * the time-out. Other drops count other traffic, and where the model lets it by the packet itself must tell.
 */
export function showsDrop(snapshot: Snapshot, { from, to }: ProbeRequest, moved: readonly RuleCounter[]): boolean {
  const flow = { protocol: "tcp", source: from.address, destination: to.address, destinationPort: to.port } as const;
  const { disposition } = tracePath(snapshot, flow);
  if (disposition.kind !== "dropped") return false;
  const { eniId, direction, verdict } = disposition.at;
  return moved.some(
    (counter) =>
      counter.eniId === eniId &&
      counter.direction === direction &&
      counter.groupId === verdict.groupId &&
      counter.rule === verdict.rule &&
      counter.packets > 0,
  );
}
