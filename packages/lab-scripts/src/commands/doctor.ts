import type { Command, Context } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import type { Finding } from "../machine/checks/finding.ts";
import { diagnose } from "../machine/diagnose.ts";
import { ensurePrograms } from "../machine/system-programs.ts";
import { message } from "../text/translate.ts";

export const doctor: Command = {
  name: "doctor",
  group: "life",
  usage: "[--install] [--json]",
  summary: message("doctor.summary"),
  details: message("doctor.details"),
  options: { install: { type: "boolean" } },
  async run(context, _words, values) {
    const { output, folder, environment, invocation } = context;
    if (values["install"] === true) ensurePrograms(environment, output.progress);
    const findings = await diagnose(context);
    const ready = findings.find(({ id }) => id === "kernel")?.level === "ok";
    const whole = findings.every(({ level }) => level !== "bad");
    if (output.json) {
      output.answer({ ready, node: process.version, platform: `${process.platform}-${process.arch}`, findings });
    } else {
      for (const finding of findings) show(context, finding);
      output.line();
      if (ready && whole) output.say(message(folder.exists("lab.json") ? "doctor.up" : "doctor.ready", { invocation }));
      else if (findings.every(({ id, level }) => level !== "bad" || id === "kernel" || id === "programs"))
        output.say(message("doctor.simulated", { invocation }));
    }
    return ready && whole ? EXIT.passed : EXIT.notTheLearnersFault;
  },
};

const MARKS = { ok: "✓", note: "·", bad: "✗" } as const satisfies Record<Finding["level"], string>;

function show({ output }: Context, { level, text, fixes }: Finding): void {
  output.prose(`${MARKS[level]} ${output.pick(text)}`);
  // Commands that span lines are for copying: a here-document must keep its left margin.
  for (const fix of fixes) output.prose(`  → ${output.pick(fix)}`);
}
