import { expand } from "@podpath/scenarios";
import type { Command, Context } from "../context.ts";
import { noteTold, readAttempt, updateAttempt } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { drillTarget } from "../probe.ts";
import { addRule } from "../security-groups.ts";
import { placeholderValues } from "../placeholders.ts";
import { message } from "../text/translate.ts";

export const solve: Command = {
  name: "solve",
  group: "mend",
  usage: "",
  summary: message("solve.summary"),
  async run(context) {
    const lab = await openLab(context);
    const cost = noteTold(context.folder, 3, lab.scenario.grading);
    await applySolution(context, lab);
    if (cost > 0) context.output.say(message("hint.counts-as", { layer: 3, cost }));
    return EXIT.passed;
  },
};

/** The reference solution, each change as the command a learner would type. */
export async function applySolution(context: Context, lab: Lab): Promise<void> {
  const { output, invocation, folder } = context;
  if (lab.scenario.cause === "application") {
    output.line(output.dim(`$ ${invocation} answer fine`));
    updateAttempt(folder, { answers: [...readAttempt(folder).answers, { kind: "diagnosis", blame: null }] });
  }
  // Before the Pods are there, this says what to run first.
  await drillTarget(lab);
  for (const { at, direction, rule, index } of lab.scenario.solution) {
    const text = expand(rule, await placeholderValues(lab, context.folder));
    const where = index === undefined ? "" : ` --index ${index}`;
    output.line(output.dim(`$ ${invocation} sg add ${at} ${direction} "${text}"${where}`));
    await addRule(context, lab, at, direction, text, index ?? null);
  }
}
