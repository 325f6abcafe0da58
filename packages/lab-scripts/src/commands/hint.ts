import { expand } from "@podpath/scenarios";
import type { Command } from "../context.ts";
import { EXIT, usageError } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { placeholderValues } from "../placeholders.ts";
import { message } from "../text/translate.ts";

export const hint: Command = {
  name: "hint",
  group: "mend",
  usage: "[1|2|3]",
  summary: message("hint.summary"),
  positionals: { min: 0, max: 1 },
  async run(context, [word = "1"]) {
    const { output, invocation, folder } = context;
    const lab = await openLab(context);
    const { hints } = lab.scenario;
    const text = hints[Number(word) - 1];
    if (!text) throw usageError("NoSuchHint", message("hint.no-such"));
    output.line(expand(output.pick(text), await placeholderValues(lab, folder)));
    if (Number(word) < hints.length) output.say(message("hint.more", { invocation, next: Number(word) + 1 }));
    return EXIT.passed;
  },
};
