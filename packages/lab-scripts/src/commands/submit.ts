import { summary } from "@podpath/checker";
import type { Command } from "../context.ts";
import { readAttempt } from "../grading/attempt.ts";
import { builtOutputs } from "../grading/built-outputs.ts";
import { checkLab } from "../grading/check-lab.ts";
import { makeSubmission } from "../grading/make-submission.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { checkCanWrite, writeReport } from "../report-file.ts";
import { message } from "../text/translate.ts";
import { readVersions } from "../versions.ts";

export const submit: Command = {
  name: "submit",
  group: "grade",
  usage: "[FILE] [--name NAME]",
  summary: message("submit.summary"),
  details: message("submit.details"),
  options: { name: { type: "string" } },
  positionals: { min: 0, max: 1 },
  async run(context, [word], values) {
    const { output, folder, root, invocation } = context;
    refuseReal(context);
    if (word !== undefined) checkCanWrite(word);
    const lab = await openLab(context);
    const { builtBy, answers, hints } = readAttempt(folder);
    const outputs = builtOutputs(folder);
    const { grade } = await checkLab(lab, { groupIds: outputs.groupIds, answers, hints });
    const submission = await makeSubmission(lab, {
      builtBy,
      outputs,
      answers,
      hints,
      grade,
      learner: typeof values["name"] === "string" ? values["name"] : null,
      seed: lab.record.seed ?? null,
      versions: readVersions(root, lab.supervisor.hello.dataPlane.kind),
      submittedAt: new Date().toISOString(),
    });
    const file = word ?? `podpath-${lab.scenario.id}.json`;
    writeReport(file, `${JSON.stringify(submission, null, 2)}\n`);
    if (output.json) output.answer({ file, calls: submission.calls.length, preview: grade.verdict });
    else {
      output.say(message("submit.done", { file, calls: submission.calls.length }));
      output.say(message("submit.preview", { result: summary(grade, output.language) }));
      output.say(message("submit.next", { invocation, file }));
    }
    return EXIT.passed;
  },
};
