import { grade, mayBeTold, type Evidence, type Grade } from "@podpath/checker";
import { gatherEvidence, type Known } from "../gather-evidence.ts";
import type { Lab } from "../lab.ts";
import { drillGroups } from "./drill-groups.ts";

export interface Checked {
  readonly evidence: Evidence;
  readonly grade: Grade;
}

/** Looks once and grades what was seen. The hop and the rule are named only to those who may be told. */
export async function checkLab(lab: Lab, known: Known): Promise<Checked> {
  const trail = await lab.supervisor.control.audit(lab.record.account);
  const groupIds = drillGroups(lab.scenario, trail, known.groupIds);
  const evidence = await gatherEvidence(lab, { ...known, groupIds });
  const reveal = mayBeTold(known.answers, known.hints);
  return { evidence, grade: grade(lab.scenario, evidence, { reveal }) };
}
