import { probeNetns } from "@podpath/dataplane/netns";
import type { Command } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import { ensurePrograms, installCommand, missingPrograms } from "../machine/system-programs.ts";
import { message } from "../text/translate.ts";

export const doctor: Command = {
  name: "doctor",
  group: "life",
  usage: "[--install]",
  summary: message("doctor.summary"),
  details: message("doctor.details"),
  options: { install: { type: "boolean" } },
  async run({ output, environment }, _words, values) {
    if (values["install"] === true) ensurePrograms(environment, output.progress);
    const missing = missingPrograms(environment["PATH"]);
    const kernel = missing.length === 0 ? await probeNetns() : null;
    const ready = kernel?.ok === true;
    if (output.json) {
      output.answer({
        ready,
        node: process.version,
        platform: `${process.platform}-${process.arch}`,
        missingPrograms: missing,
        kernel,
      });
      return ready ? EXIT.passed : EXIT.notTheLearnersFault;
    }
    output.line(`Node ${process.version} · ${process.platform}-${process.arch}`);
    if (missing.length > 0) {
      output.say(message("programs.missing", { programs: missing.join(", ") }));
      const command = installCommand(missing, environment["PATH"]);
      if (command) output.say(message("programs.missing.hint", { command }));
    } else output.say(message("doctor.programs-ok"));
    if (kernel && !kernel.ok) output.say(message("dataplane.unavailable", { detail: kernel.detail }));
    if (ready) output.say(message("doctor.kernel-ok"));
    return ready ? EXIT.passed : EXIT.notTheLearnersFault;
  },
};
