import type { LabOutputs } from "../program.ts";
import { openCloud } from "./cloud.ts";
import { destroy } from "./destroy.ts";
import { findDrift } from "./drift.ts";
import type { InfraJob, InfraResult, Operation, Progress } from "./job.ts";
import { lockFolder } from "./lock.ts";
import { noCounts, type Run } from "./run.ts";
import { openState } from "./state.ts";

/** Do a job in this process. The caller's process imports neither Pulumi nor the vendor's client: see `startInfra`. */
export async function perform(job: InfraJob, report: (progress: Progress) => void): Promise<InfraResult> {
  const startedAt = performance.now();
  const unlock = lockFolder(job.stateDir);
  try {
    const { operation, endpoint, credentials } = job;
    const state = openState(job.stateDir, job.scenario);
    const cloud = openCloud({ endpoint, credentials, region: state.region });
    const run: Run = { mode: operation, cloud, state, counts: noCounts(), drift: [], report };
    await OPERATIONS[operation](run, job).finally(() => cloud.close());
    const ms = Math.round(performance.now() - startedAt);
    return { operation, outputs: state.outputs(), counts: run.counts, drift: run.drift, ms };
  } finally {
    unlock();
  }
}

const OPERATIONS: Readonly<Record<Operation, (run: Run, job: InfraJob) => Promise<void>>> = {
  up: bringUp,
  reset: bringUp,
  refresh: findDrift,
  down: takeDown,
};

/** Make what the program wants, then remove what it no longer wants. */
async function bringUp(run: Run, { scenario, deployment }: InfraJob): Promise<void> {
  const [{ runProgram }, { lab }] = await Promise.all([import("./pulumi/run-program.ts"), import("../program.ts")]);
  const { outputs, registered } = await runProgram<LabOutputs>(run, scenario.id, () =>
    lab(scenario, deployment ?? null),
  );
  const unwanted = run.state.all().filter((one) => !registered.has(one.urn));
  await destroy(run, [...run.state.doomed(), ...unwanted]);
  run.state.setOutputs(outputs);
}

async function takeDown(run: Run): Promise<void> {
  run.state.setOutputs(null);
  await destroy(run, [...run.state.doomed(), ...run.state.all()]);
}
