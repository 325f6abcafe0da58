import { grade, renderGrade, toJson } from "@podpath/checker";
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
    const graded = grade(lab.scenario, await gatherEvidence(context, lab));
    if (output.json) output.answer(toJson(graded));
    else output.line(renderGrade(graded, output.language));
    return graded.exitCode;
  },
};
