import { spawn } from "node:child_process";
import { runBuiltInKubectl } from "../clients/built-in-kubectl.ts";
import type { Command, Context } from "../context.ts";
import { openLab } from "../lab.ts";
import { childEnvironment } from "../machine/environment.ts";
import { findProgram } from "../machine/find-program.ts";
import { message } from "../text/translate.ts";

export const kubectl: Command = {
  name: "kubectl",
  group: "look",
  usage: "…",
  summary: message("kubectl.summary"),
  details: message("kubectl.details"),
  passThrough: true,
  run: async (context, words) => {
    const lab = await openLab(context);
    return runKubectl(context, await lab.kube(), words);
  },
};

/** The learner's own kubectl when there is one, else the few of its verbs that the drill needs, built in. */
export async function runKubectl(
  context: Context,
  kube: Parameters<typeof runBuiltInKubectl>[1],
  words: readonly string[],
): Promise<number> {
  const program = findProgram("kubectl", context.environment["PATH"]);
  if (!program) return runBuiltInKubectl(context, kube, words);
  return new Promise((resolve, reject) => {
    const env = { ...childEnvironment(context.environment), KUBECONFIG: context.folder.path("kubeconfig") };
    const child = spawn(program, words, { stdio: "inherit", env, cwd: context.folder.path("work") });
    child.on("error", reject);
    child.on("exit", (status, signal) => resolve(status ?? (signal === "SIGINT" ? 130 : 143)));
  });
}
