import { grade, type Evidence, type Grade } from "@podpath/checker";
import { hasAttempted } from "../attempted.ts";
import { gatherEvidence, type Known } from "../gather-evidence.ts";
import type { Lab } from "../lab.ts";
import { drillGroups } from "./drill-groups.ts";

export interface Checked {
  readonly evidence: Evidence;
  readonly grade: Grade;
}

/** Looks once and grades what was seen. The hop and the rule are named only after an attempt or an answer. */
export async function checkLab(lab: Lab, known: Known): Promise<Checked> {
  const trail = await lab.supervisor.control.audit(lab.record.account);
  const groupIds = drillGroups(lab.scenario, trail, known.groupIds);
  const evidence = await gatherEvidence(lab, { ...known, groupIds });
  const answered = known.answers.some(({ kind }) => kind === "diagnosis");
  const reveal = answered || hasAttempted(lab.scenario, evidence.groupIds, evidence.snapshot);
  return { evidence, grade: grade(lab.scenario, evidence, { reveal }) };
}
