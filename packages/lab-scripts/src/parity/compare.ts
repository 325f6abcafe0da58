import type { Experiment } from "./experiment.ts";
import type { RecordedObservation, Seen } from "./recording.ts";

/** What a recording and the sandbox say about one experiment. */
export type Comparison =
  | { readonly kind: "same" }
  | { readonly kind: "differs"; readonly members: readonly Difference[] }
  /** One of them could not see it, or the experiment is no longer made. */
  | { readonly kind: "not-compared"; readonly reason: string };

export interface Difference {
  readonly member: string;
  readonly recorded: Seen[string];
  readonly here: Seen[string];
}

export function compare(
  recorded: RecordedObservation,
  here: RecordedObservation | undefined,
  experiment: Pick<Experiment, "incidental"> | undefined,
): Comparison {
  if (!here || !experiment) return { kind: "not-compared", reason: "unknown experiment" };
  if (!recorded.seen) return { kind: "not-compared", reason: recorded.notSeen ?? "-" };
  if (!here.seen) return { kind: "not-compared", reason: here.notSeen ?? "-" };
  const members = differences(recorded.seen, here.seen, experiment.incidental ?? []);
  return members.length === 0 ? { kind: "same" } : { kind: "differs", members };
}

function differences(recorded: Seen, here: Seen, incidental: readonly string[]): readonly Difference[] {
  const names = [...new Set([...Object.keys(recorded), ...Object.keys(here)])].toSorted();
  return names
    .filter((member) => !incidental.includes(member))
    .map((member) => ({ member, recorded: recorded[member] ?? null, here: here[member] ?? null }))
    .filter((one) => JSON.stringify(one.recorded) !== JSON.stringify(one.here));
}
