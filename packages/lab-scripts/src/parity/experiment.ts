import type { Text } from "../text/translate.ts";
import type { ParityHands } from "./hands.ts";
import type { Seen } from "./recording.ts";

/**
 * Something done to a cluster of the drill and what came of it. It leaves the cluster as it found it: what it changes it has the
 * hands change, which note the way back first.
 */
export interface Experiment {
  readonly id: string;
  /** What is looked at, in one line. */
  readonly title: Text;
  /** For each fact that it bears on: does what was seen bear it out? null: it can't tell. */
  readonly facts: Readonly<Record<string, (seen: Seen) => boolean | null>>;
  /** Members that differ from cluster to cluster and say nothing about the cloud: left out when two are compared. */
  readonly incidental?: readonly string[];
  /** @throws NotSeen when it can't be made here */
  run(hands: ParityHands): Promise<Seen>;
}

/** The experiment can't be made here; that proves nothing either way. */
export class NotSeen extends Error {
  override readonly name = "NotSeen";
}

/** The member is what the claim says; absent: it can't tell. */
export function is(member: string, wanted: Seen[string]) {
  return (seen: Seen): boolean | null =>
    seen[member] === undefined ? null : JSON.stringify(seen[member]) === JSON.stringify(wanted);
}

/** A member that is text; empty where it is something else or absent. */
export function textOf(value: Readonly<Record<string, unknown>> | undefined, member: string): string {
  const found = value?.[member];
  return typeof found === "string" ? found : "";
}
