import { diagnose, type DiagnosisScore, type Told } from "@podpath/checker";
import type { Lab } from "../lab.ts";
import type { LabFolder } from "../lab-folder.ts";
import { LabError } from "../lab-error.ts";
import { message } from "../text/translate.ts";
import { readAttempt } from "./attempt.ts";
import { builtOutputs } from "./built-outputs.ts";

/**
 * Scores answers without a probe.
 *
 * @param told what was said and read: so far, unless it is something to be judged by itself
 * @throws LabError while a Pod is missing
 */
export async function scoreAnswers(
  lab: Lab,
  folder: LabFolder,
  told: Told = readAttempt(folder),
): Promise<DiagnosisScore> {
  const { groupIds } = builtOutputs(folder);
  const score = diagnose(lab.scenario, await lab.snapshot(), groupIds, told);
  if (score) return score;
  const { labelSelector } = lab.scenario.podA;
  throw new LabError(
    "NoActor",
    message("lab.no-actor", { role: "podA", selector: labelSelector }),
    message("lab.no-actor.hint"),
    1,
  );
}
