export type { RealProgress, RealResult, RealRun } from "./real-run.ts";
export { runReal } from "./run-real.ts";
