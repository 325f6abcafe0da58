import {
  commandLine,
  expand,
  expandCommand,
  PlaceholderError,
  type Command as StepCommand,
  type Step,
} from "@podpath/scenarios";
import type { Command, Context } from "../context.ts";
import { noteProbe, noteTold } from "../grading/attempt.ts";
import { invitePrediction } from "../grading/invite-prediction.ts";
import { EXIT, LabError, usageError } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { confirm } from "../real-cluster/confirm.ts";
import { placeholderValues } from "../placeholders.ts";
import { runStepCommand } from "../run-step-command.ts";
import { message } from "../text/translate.ts";

/** The step that sees how it ends: a prediction is made before. */
const FIRST_PROBE = "reproduce";

export const step: Command = {
  name: "step",
  group: "look",
  usage: "[n] [--yes]",
  options: { yes: { type: "boolean" } },
  summary: message("step.summary"),
  details: message("step.details"),
  positionals: { min: 0, max: 1 },
  async run(context, [number], values) {
    const lab = await openLab(context);
    const { steps } = lab.scenario;
    if (number === undefined) {
      if (context.output.json) context.output.answer(steps.map(({ id, title }, i) => ({ number: i + 1, id, title })));
      else {
        list(context, steps);
        invitePrediction(context, lab.scenario);
      }
      return EXIT.passed;
    }
    if (context.output.json) throw usageError("NoJson", message("step.no-json"));
    const found = /^\d+$/.test(number) ? steps[Number(number) - 1] : steps.find((one) => one.id === number);
    if (!found) throw usageError("NoSuchStep", message("step.no-such", { number, count: steps.length }));
    // A script that runs it isn't asked.
    if (process.stdin.isTTY === true && takesDown(found))
      await confirm(context, message("step.takes-down"), values["yes"] === true);
    const went = await runStep(context, lab, found);
    if (found.id === FIRST_PROBE) noteProbe(context.folder);
    if (went && steps[steps.indexOf(found) + 1]?.id === FIRST_PROBE) invitePrediction(context, lab.scenario);
    return went ? EXIT.passed : EXIT.notYet;
  },
};

/** The guide's own step may give away what a learner could still say. */
function sayTold({ folder, output }: Context, { scenario }: Lab, layer: NonNullable<Step["tells"]>): void {
  const cost = noteTold(folder, layer, scenario.grading);
  if (cost > 0) output.say(message("hint.counts-as", { layer, cost }));
}

function takesDown({ commands }: Step): boolean {
  return commands.some((command) => command.kind === "lab" && command.args[0] === "down");
}

function list({ output, invocation }: Context, steps: readonly Step[]): void {
  steps.forEach((one, i) => output.prose(`  ${i + 1}  ${output.pick(one.title)}`));
  output.say(message("step.list-next", { invocation }));
}

/** Prints each real command, runs it, shows its output, up to the first that ends otherwise than the guide says. */
export async function runStep(context: Context, lab: Lab, one: Step): Promise<boolean> {
  const { output, folder, invocation } = context;
  const number = lab.scenario.steps.indexOf(one) + 1;
  output.prose(output.bold(`${number}. ${output.pick(one.title)}`));
  for (const [i, command] of one.commands.entries()) {
    const values = await placeholderValues(lab, folder);
    const expanded = expandOrExplain(command, values, context);
    if (i === 0) output.prose(expandText(output.pick(one.what), values));
    if (i === 0 && one.tells) sayTold(context, lab, one.tells);
    output.line(output.dim(`$ ${commandLine(expanded, { lab: invocation, ...endpointOf(lab) })}`));
    const exit = await runStepCommand(context, lab, expanded);
    if (exit === command.expectExit) continue;
    output.say(message("step.unexpected-exit", { exit, expected: command.expectExit }));
    return false;
  }
  return true;
}

/** `lab env` and the desk set it; on a real cluster tccli goes where it always goes. */
function endpointOf({ record }: Lab): { readonly endpoint?: string } {
  return record.real ? {} : { endpoint: '"$PODPATH_CLOUD_ENDPOINT"' };
}

function expandOrExplain<C extends StepCommand>(
  command: C,
  values: Awaited<ReturnType<typeof placeholderValues>>,
  { invocation }: Context,
): C {
  try {
    return expandCommand(command, values);
  } catch (error) {
    if (!(error instanceof PlaceholderError)) throw error;
    throw new LabError(
      "TooEarly",
      message("step.too-early", { name: error.placeholder }),
      message("step.too-early.hint", { invocation }),
      EXIT.notYet,
    );
  }
}

/** A text may name what isn't there yet; then it stays as it is. */
function expandText(text: string, values: Awaited<ReturnType<typeof placeholderValues>>): string {
  try {
    return expand(text, values);
  } catch {
    return text;
  }
}
