import { join, relative, resolve } from "node:path";
import { summary } from "@podpath/checker";
import type { Command } from "../context.ts";
import { readAttempt } from "../grading/attempt.ts";
import { builtOutputs } from "../grading/built-outputs.ts";
import { checkLab } from "../grading/check-lab.ts";
import { makeSubmission } from "../grading/make-submission.ts";
import { refuseOverwrite } from "../grading/refuse-overwrite.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { checkCanWrite, writeReport } from "../report-file.ts";
import { message } from "../text/translate.ts";
import { quoteForReading } from "../quote.ts";
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
    const { output, folder, root, invocation, environment } = context;
    refuseReal(context);
    const lab = await openLab(context);
    const seed = lab.record.seed ?? null;
    // On a desk one stands in a folder that goes with the lab.
    const file = word ?? join(environment["PODPATH_DESK_FROM"] ?? "", fileOf(lab.scenario.id, seed));
    checkCanWrite(file);
    refuseOverwrite(file, { scenario: lab.scenario.id, seed });
    const { builtBy, given, answers, hints } = readAttempt(folder);
    const outputs = builtOutputs(folder);
    const { grade } = await checkLab(lab, { groupIds: outputs.groupIds, answers, hints });
    const submission = await makeSubmission(lab, {
      builtBy,
      outputs,
      answers,
      hints,
      grade,
      learner: typeof values["name"] === "string" ? values["name"] : null,
      seed,
      versions: readVersions(root, lab.supervisor.hello.dataPlane.kind),
      submittedAt: new Date().toISOString(),
    });
    writeReport(file, `${JSON.stringify(submission, null, 2)}\n`);
    const calls = Math.max(0, submission.calls.length - given);
    if (output.json) output.answer({ file, calls, preview: grade.verdict });
    else {
      output.say(message("submit.done", { file, calls }));
      if (isWithin(folder.root, file)) output.say(message("submit.goes-with-the-lab", { invocation }));
      output.say(message("submit.preview", { result: summary(grade, output.language) }));
      output.say(message("submit.next", { invocation, file: quoteForReading(file) }));
    }
    return EXIT.passed;
  },
};

function isWithin(folder: string, file: string): boolean {
  return !relative(resolve(folder), resolve(file)).startsWith("..");
}

/** `podpath-vpc-cni-pod-to-pod-seed-7.json` */
function fileOf(scenario: string, seed: number | null): string {
  return seed === null ? `podpath-${scenario}.json` : `podpath-${scenario}-seed-${seed}.json`;
}
