import { grade, renderGrade, toJson } from "@podpath/checker";
import { hasAttempted } from "../attempted.ts";
import type { Command } from "../context.ts";
import { gatherEvidence } from "../gather-evidence.ts";
import { openLab } from "../lab.ts";
import { message } from "../text/translate.ts";

export const check: Command = {
  name: "check",
  group: "grade",
  usage: "[--json]",
  summary: message("check.summary"),
  details: message("check.details"),
  async run(context) {
    const { output } = context;
    const lab = await openLab(context);
    const evidence = await gatherEvidence(context, lab);
    const reveal = hasAttempted(lab.scenario, evidence.groupIds, evidence.snapshot);
    const graded = grade(lab.scenario, evidence, { reveal });
    if (output.json) output.answer(toJson(graded));
    else output.line(renderGrade(graded, output.language));
    return graded.exitCode;
  },
};
