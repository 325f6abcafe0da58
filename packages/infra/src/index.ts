export type { LabOutputs } from "./program.ts";
export type { Change } from "./engine/diff.ts";
export type { Action, Drift, InfraJob, InfraResult, Operation, Progress } from "./engine/job.ts";
export { InfraError, type InfraFailure } from "./engine/infra-error.ts";
export { type InfraHandle, runInfra, startInfra, type StartOptions } from "./engine/start.ts";
export { readOutputs } from "./engine/state.ts";
