import { isCloudError } from "../clients/cloud.ts";
import { KubeApiError } from "../clients/kube.ts";
import { LabError } from "../lab-error.ts";
import { NotSeen, type Experiment } from "./experiment.ts";
import type { ParityHands } from "./hands.ts";
import type { RecordedObservation } from "./recording.ts";
import { scrub, scrubText } from "./scrub.ts";
import type { UndoLog } from "./undo.ts";

/** One experiment, and the cluster as it was before it. What it saw has no names but those of the drill's parts. */
export async function runExperiment(
  experiment: Experiment,
  hands: ParityHands,
  undo: UndoLog,
): Promise<RecordedObservation> {
  const mark = undo.mark();
  const facts = Object.keys(experiment.facts);
  try {
    const seen = scrub(await experiment.run(hands), hands.known);
    return { id: experiment.id, facts, seen, notSeen: null };
  } catch (error) {
    return { id: experiment.id, facts, seen: null, notSeen: scrubText(reasonOf(error), hands.known) };
  } finally {
    await undo.backTo(mark);
  }
}

/** What can't be seen here is an answer; our own mistakes are none. @throws whatever is no refusal of the cluster or the cloud */
function reasonOf(error: unknown): string {
  if (error instanceof NotSeen) return error.message;
  if (isCloudError(error)) return error.code;
  if (error instanceof KubeApiError) return `kubernetes: ${error.reason}`;
  if (error instanceof LabError) return error.code;
  throw error;
}
