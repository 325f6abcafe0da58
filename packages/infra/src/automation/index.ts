export type { RealProgress, RealResult, RealRun } from "./real-run.ts";
export { requirePulumi } from "./open-stack.ts";
export { runReal } from "./run-real.ts";
