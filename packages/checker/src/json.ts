import type { Grade } from "./grade.ts";

/**
 * A grade for programs. The shape is stable within one `schema`: fields may be added, none is removed or changes its meaning.
 * Texts are for people and may be improved at any time; match ids and statuses.
 *
 * - `verdict`: `passed`, `not-yet`, `inconclusive` (never the learner's fault); `exitCode` is 0, 1, 3
 * - `score`: nothing counts before the connection works; `outOf` leaves out what was skipped
 * - `witnesses`: `model`, `packets`, `counters`, `apis`; the simulated data plane has the model alone
 * - `checks`: all of them, always in the same order; `status` is `pass`, `fail`, `skipped` or `inconclusive`
 * - `diagnosis`: the learner's answers, scored apart; null while a Pod is missing
 * - `collateral`: what the change opened at other interfaces; not judged
 */
export type GradeJson = { readonly schema: "podpath.grade/1" } & Grade;

export function toJson(grade: Grade): GradeJson {
  return { schema: "podpath.grade/1", ...grade };
}
