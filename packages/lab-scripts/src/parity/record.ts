import type { CloudClient } from "../clients/cloud.ts";
import { EXIT, LabError } from "../lab-error.ts";
import type { Lab } from "../lab.ts";
import { message } from "../text/translate.ts";
import type { Experiment } from "./experiment.ts";
import type { ParityHands } from "./hands.ts";
import type { RecordedObservation, Recording } from "./recording.ts";
import { runExperiment } from "./run-experiments.ts";
import { findPersonal } from "./scrub.ts";
import type { UndoLog } from "./undo.ts";

export interface RecordOptions {
  readonly experiments: readonly Experiment[];
  /** Ends after the experiment that is under way, with everything put back. */
  readonly signal: AbortSignal;
  readonly onStart: (experiment: Experiment) => void;
}

/** Makes the experiments one after the other. @throws LabError `Interrupted` */
export async function observeAll(
  hands: ParityHands,
  undo: UndoLog,
  { experiments, signal, onStart }: RecordOptions,
): Promise<readonly RecordedObservation[]> {
  const observations: RecordedObservation[] = [];
  for (const experiment of experiments) {
    if (signal.aborted) throw new LabError("Interrupted", message("parity.interrupted"), null, EXIT.notYet);
    onStart(experiment);
    observations.push(await runExperiment(experiment, hands, undo));
  }
  return observations;
}

/** Of which cloud: anything but the vendor's own endpoint is a sandbox. */
export async function toRecording(
  lab: Lab,
  hands: ParityHands,
  observations: readonly RecordedObservation[],
  now: Date,
): Promise<Recording> {
  const { real } = lab.record;
  return {
    format: "podpath-recording",
    version: 1,
    source: isVendorsCloud(lab) ? "tencent-cloud" : "sandbox",
    recordedOn: now.toISOString().slice(0, 10),
    region: hands.before.region,
    kubernetes: await kubernetesVersion(hands),
    dataPlane: real
      ? real.endpoint === null
        ? "real"
        : "simulated"
      : (await lab.supervisor.control.hello()).dataPlane.kind,
    observations,
  };
}

export function isVendorsCloud({ record: { real } }: Pick<Lab, "record">): boolean {
  return real !== undefined && real.endpoint === null;
}

async function kubernetesVersion({ cloud, clusterId }: { cloud: CloudClient; clusterId: string }): Promise<string> {
  const { Clusters } = await cloud.call<{ Clusters: readonly { ClusterVersion?: string }[] }>(
    "tke",
    "DescribeClusters",
    {
      ClusterIds: [clusterId],
    },
  );
  return Clusters[0]?.ClusterVersion ?? "-";
}

/** The file's text. @throws Error (ours to mend) rather than let something personal out */
export function printRecording(recording: Recording): string {
  // Ids of experiments and facts are ours, and look like the cloud's (`sg-order`).
  const { region, kubernetes, observations } = recording;
  const fromTheCloud = [region, kubernetes, ...observations.map(({ seen, notSeen }) => ({ seen, notSeen }))];
  const personal = findPersonal(JSON.stringify(fromTheCloud));
  if (personal.length > 0)
    throw new Error(`a recording would have held ${personal.length} personal texts; it was not written`);
  return `${JSON.stringify(recording, null, 2)}\n`;
}
