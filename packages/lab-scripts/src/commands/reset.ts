import { startInfra } from "@podpath/infra";
import { runInfra } from "../bring-up.ts";
import { deploy } from "../build.ts";
import { withLabLock } from "../command-lock.ts";
import type { Command } from "../context.ts";
import { updateAttempt } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { message } from "../text/translate.ts";

export const reset: Command = {
  name: "reset",
  group: "life",
  usage: "",
  summary: message("reset.summary"),
  details: message("reset.details"),
  async run(context) {
    const { output, folder } = context;
    refuseReal(context);
    const infra = startInfra({ withProgram: true });
    try {
      const lab = await openLab(context);
      const result = await withLabLock(folder, output, async () => {
        const done = await runInfra(context, lab, infra, "reset");
        await deploy(lab, folder);
        return done;
      });
      updateAttempt(folder, { probed: false, answers: [] });
      if (output.json) output.answer({ reset: true, counts: result.counts });
      else output.say(message("reset.done"));
      return EXIT.passed;
    } finally {
      infra.close();
    }
  },
};
