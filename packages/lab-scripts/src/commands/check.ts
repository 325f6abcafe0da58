import { renderGrade, renderJUnit, renderMarkdown, toJson, type Grade } from "@podpath/checker";
import type { Command, Context } from "../context.ts";
import { noteProbe, readAttempt } from "../grading/attempt.ts";
import { builtOutputs } from "../grading/built-outputs.ts";
import { reportDefect, type Defect } from "../grading/bug-report.ts";
import { checkLab, type Checked } from "../grading/check-lab.ts";
import { ownCalls } from "../grading/make-submission.ts";
import { paintMarks } from "../grading/paint.ts";
import { watchChecks } from "../grading/watch-checks.ts";
import { openLab, type Lab } from "../lab.ts";
import { checkCanWrite, writeReport } from "../report-file.ts";
import { message } from "../text/translate.ts";

export const check: Command = {
  name: "check",
  group: "grade",
  usage: "[--watch] [--json] [--junit FILE] [--markdown FILE]",
  summary: message("check.summary"),
  details: message("check.details"),
  options: { watch: { type: "boolean" }, junit: { type: "string" }, markdown: { type: "string" } },
  async run(context, _, values) {
    const { output, folder } = context;
    for (const file of [values["junit"], values["markdown"]]) if (typeof file === "string") checkCanWrite(file);
    const opened = await openLab(context);
    const look = async (at: Lab): Promise<Checked> => {
      const { answers, hints } = readAttempt(folder);
      const known = { groupIds: builtOutputs(folder).groupIds, answers, hints };
      const checked = await checkLab(at, known);
      noteProbe(folder);
      return checked;
    };
    const isWatch = values["watch"] === true;
    const { lab, checked } = isWatch
      ? await watchChecks(context, opened, look)
      : { lab: opened, checked: await look(opened) };
    const { grade: graded } = checked;
    if (output.json && !isWatch) output.answer(toJson(graded));
    else if (!isWatch) output.prose(renderGrade(graded, output.language, paintMarks(output)));
    writeReports(context, graded, values);
    await reportDefect(context, defectOf(context, lab, checked));
    return graded.exitCode;
  },
};

function defectOf({ folder }: Context, lab: Lab, { evidence, grade }: Checked): Defect {
  const { scenario, record, supervisor } = lab;
  return {
    scenario,
    seed: record.seed ?? null,
    dataPlane: supervisor.hello.dataPlane.kind,
    evidence,
    grade,
    calls: async () => ownCalls(await supervisor.control.audit(record.account), readAttempt(folder).builtBy),
  };
}

/** The files that CI systems read. */
function writeReports({ output }: Context, graded: Grade, values: Parameters<Command["run"]>[2]): void {
  const reports = {
    junit: () => renderJUnit([{ name: graded.scenario, grade: graded }]),
    markdown: () => renderMarkdown(graded, output.language),
  };
  for (const [option, render] of Object.entries(reports)) {
    const file = values[option];
    if (typeof file === "string") writeReport(file, render());
  }
}
