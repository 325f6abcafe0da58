import { grade, type Evidence, type Grade } from "@podpath/checker";
import { hasAttempted } from "../attempted.ts";
import { gatherEvidence, type Known } from "../gather-evidence.ts";
import type { Lab } from "../lab.ts";

export interface Checked {
  readonly evidence: Evidence;
  readonly grade: Grade;
}

/** Looks once and grades what was seen. The hop and the rule are named only after an attempt or an answer. */
export async function checkLab(lab: Lab, known: Known): Promise<Checked> {
  const evidence = await gatherEvidence(lab, known);
  const answered = known.answers.some(({ kind }) => kind === "diagnosis");
  const reveal = answered || hasAttempted(lab.scenario, evidence.groupIds, evidence.snapshot);
  return { evidence, grade: grade(lab.scenario, evidence, { reveal }) };
}
