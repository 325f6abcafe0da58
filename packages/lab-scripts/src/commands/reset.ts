import { bringUp } from "../bring-up.ts";
import { withLabLock } from "../command-lock.ts";
import type { Command } from "../context.ts";
import { carryOver } from "../grading/attempt.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { message } from "../text/translate.ts";
import { takeDown } from "./down.ts";

/** What stays: the record of what was said and read, and where clients and pages that are open find the lab. */
const KEPT = ["attempt.json", "desk", "work", "page.json", "data-plane.json"] as const;

export const reset: Command = {
  name: "reset",
  group: "life",
  usage: "",
  summary: message("reset.summary"),
  details: message("reset.details"),
  async run(context) {
    const { output, folder, invocation, environment } = context;
    refuseReal(context);
    const lab = await openLab(context);
    const { scenario: id, seed = null } = lab.record;
    // Built anew rather than mended: whatever a learner broke, in the cloud, in the cluster or inside a node, is gone.
    const kept = await withLabLock(folder, output, async () => {
      const some = await carryOver(lab, folder);
      await takeDown(folder, KEPT);
      return some;
    });
    await bringUp(context, { id, seed }, "pods");
    if (output.json) output.answer({ reset: true });
    else {
      output.say(message("reset.done"));
      if (kept) output.say(message("reset.kept", { invocation }));
      // The desk's own launchers ask for them each time.
      if (environment["TENCENTCLOUD_SECRET_ID"] && !environment["PODPATH_DESK_FROM"])
        output.say(message("reset.env", { invocation }));
      output.say(message("reset.next", { invocation }));
    }
    return EXIT.passed;
  },
};
