import type { Command } from "../context.ts";
import { EXIT } from "../lab-error.ts";
import { stopSupervisor } from "../supervisor/ensure.ts";
import { message } from "../text/translate.ts";

export const down: Command = {
  name: "down",
  group: "life",
  usage: "",
  summary: message("down.summary"),
  async run({ folder, output }) {
    await stopSupervisor(folder);
    const wasUp = folder.exists("lab.json");
    for (const file of [
      "lab.json",
      "baseline.json",
      "attempt.json",
      "store.sqlite",
      "store.sqlite-wal",
      "store.sqlite-shm",
      "kubeconfig",
      "infra",
      "work",
      "desk",
      "ports.json",
      "data-plane.json",
    ] as const) {
      folder.remove(file);
    }
    if (output.json) output.answer({ down: true, wasUp });
    else output.say(message(wasUp ? "down.done" : "down.nothing"));
    return EXIT.passed;
  },
};
