import type { Command } from "../context.ts";
import { removeLeftovers, withLabLock } from "../command-lock.ts";
import { EXIT } from "../lab-error.ts";
import type { LabFile, LabFolder } from "../lab-folder.ts";
import { leaveCluster } from "../real-cluster/up-real.ts";
import { stopSupervisor } from "../supervisor/ensure.ts";
import { message } from "../text/translate.ts";

export const down: Command = {
  name: "down",
  group: "life",
  usage: "",
  summary: message("down.summary"),
  options: { "restore-anyway": { type: "boolean" } },
  async run(context, _words, values) {
    const { folder, output } = context;
    const leaving = await withLabLock(folder, output, () => leaveCluster(context, values));
    const wasUp = await withLabLock(folder, output, () => takeDown(folder));
    if (output.json) output.answer({ down: true, wasUp });
    else {
      output.say(leaving ?? message(wasUp ? "down.done" : "down.nothing"));
      if (context.environment["PODPATH_DESK_FROM"]) output.say(message("desk.gone"));
    }
    return EXIT.passed;
  },
};

/**
 * Of everything that `up` and its commands leave. The language that was chosen stays, and so do the ports, where they are still
 * free next time: a page that is open finds the next lab, and what a reader has ticked off is kept by its address. The record of
 * the lab goes last.
 */
const FILES = [
  "baseline.json",
  "attempt.json",
  "store.sqlite",
  "store.sqlite-wal",
  "store.sqlite-shm",
  "kubeconfig",
  "outputs.json",
  "cluster-record.json",
  "parity.json",
  "pulumi-work",
  "pulumi",
  "pulumi-passphrase.json",
  "infra",
  "work",
  "desk",
  "page.json",
  "data-plane.json",
  "lab.json",
] as const;

/**
 * @param kept files that stay
 * @returns whether there was anything
 */
export async function takeDown(folder: LabFolder, kept: readonly LabFile[] = []): Promise<boolean> {
  const wasUp = folder.exists("lab.json");
  await stopSupervisor(folder);
  for (const file of FILES) if (!kept.includes(file)) folder.remove(file);
  removeLeftovers(folder);
  return wasUp;
}
