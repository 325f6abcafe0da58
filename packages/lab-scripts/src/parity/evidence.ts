import type { Experiment } from "./experiment.ts";
import type { Recording } from "./recording.ts";

/** A recording with the name of its file. */
export interface NamedRecording {
  readonly file: string;
  readonly recording: Recording;
}

/** What one recording says about one claim. */
export interface Evidence {
  readonly file: string;
  readonly recordedOn: string;
  readonly experiment: string;
  readonly holds: boolean;
}

/**
 * Evidence by the claim's id in docs/facts.md, oldest first. What was seen is judged anew by the experiment of today; only the
 * vendor's own cloud says anything about it: a recording of the sandbox is none.
 */
export function evidenceFrom(
  recordings: readonly NamedRecording[],
  experiments: readonly Experiment[],
): ReadonlyMap<string, readonly Evidence[]> {
  const byFact = new Map<string, Evidence[]>();
  const real = recordings.filter(({ recording }) => recording.source === "tencent-cloud");
  for (const { file, recording } of real.toSorted(byDay)) {
    for (const { id, seen } of recording.observations) {
      const experiment = experiments.find((one) => one.id === id);
      if (!seen || !experiment) continue;
      for (const [fact, judge] of Object.entries(experiment.facts)) {
        const holds = judge(seen);
        if (holds === null) continue;
        const known = byFact.get(fact) ?? [];
        byFact.set(fact, [...known, { file, recordedOn: recording.recordedOn, experiment: id, holds }]);
      }
    }
  }
  return byFact;
}

const byDay = (a: NamedRecording, b: NamedRecording): number =>
  a.recording.recordedOn.localeCompare(b.recording.recordedOn) || a.file.localeCompare(b.file);
