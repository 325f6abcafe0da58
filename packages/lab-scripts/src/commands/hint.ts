import type { HintRead } from "@podpath/checker";
import { expand } from "@podpath/scenarios";
import type { Command, Context } from "../context.ts";
import { noteHint, readAttempt } from "../grading/attempt.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { openLab, type Lab } from "../lab.ts";
import { placeholderValues } from "../placeholders.ts";
import { message } from "../text/translate.ts";

const LAYERS: Readonly<Record<string, HintRead["layer"]>> = { "1": 1, "2": 2, "3": 3 };

export const hint: Command = {
  name: "hint",
  group: "mend",
  usage: "[1|2|3]",
  summary: message("hint.summary"),
  details: message("hint.details"),
  positionals: { min: 0, max: 1 },
  async run(context, [word = "1"]) {
    const { output, folder } = context;
    const layer = Object.hasOwn(LAYERS, word) ? LAYERS[word] : undefined;
    if (layer === undefined) throw usageError("NoSuchHint", message("hint.no-such"));
    const lab = await openLab(context);
    const [given, values] = [lab.scenario.hints[layer - 1]!, await placeholderValues(lab, folder)];
    const text = { zh: expand(given.zh, values), en: expand(given.en, values) };
    const cost = noteHint(folder, layer, lab.scenario.grading);
    if (output.json) {
      output.answer({ layer, text, cost, next: priceOf(context, lab, layer + 1) });
      return EXIT.passed;
    }
    output.say(text);
    if (cost > 0) output.say(message("hint.noted", { cost }));
    sayNext(context, lab, layer + 1);
    return EXIT.passed;
  },
};

/** What the next layer would take from the diagnosis, as things are; null: there is none. */
function priceOf({ folder }: Context, { scenario }: Lab, layer: number): number | null {
  const price = scenario.grading.hintPrices[layer - 1];
  if (price === undefined) return null;
  const { answers, hints } = readAttempt(folder);
  const isPaid = hints.some((one) => one.layer === layer) || answers.some(({ kind }) => kind === "diagnosis");
  return isPaid ? 0 : price;
}

/** The price is said before it is paid. */
function sayNext(context: Context, lab: Lab, next: number): void {
  const cost = priceOf(context, lab, next);
  if (cost === null) return;
  const { output, invocation } = context;
  output.say(message(cost === 0 ? "hint.more" : "hint.more-costs", { invocation, next, cost }));
}
