import { bringUp } from "../bring-up.ts";
import { withLabLock } from "../command-lock.ts";
import type { Command } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import { openLab } from "../lab.ts";
import { refuseReal } from "../real-cluster/up-real.ts";
import { message } from "../text/translate.ts";
import { takeDown } from "./down.ts";

/** What stays, so that clients and pages that are open find the new lab where the old one was. */
const KEPT = ["ports.json", "page.json", "data-plane.json"] as const;

export const reset: Command = {
  name: "reset",
  group: "life",
  usage: "",
  summary: message("reset.summary"),
  details: message("reset.details"),
  async run(context) {
    const { output, folder } = context;
    refuseReal(context);
    const { record } = await openLab(context);
    // Built anew rather than mended: whatever a learner broke, in the cloud, in the cluster or inside a node, is gone.
    await withLabLock(folder, output, () => takeDown(folder, KEPT));
    await bringUp(context, { id: record.scenario, seed: record.seed ?? null }, "pods");
    if (output.json) output.answer({ reset: true });
    else output.say(message("reset.done"));
    return EXIT.passed;
  },
};
