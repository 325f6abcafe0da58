import type { CloudCommand, Command, KubectlCommand, LabCommand } from "@podpath/scenarios";
import { isCloudError, type CloudService } from "./clients/cloud.ts";
import { COMMANDS } from "./commands/index.ts";
import { parseLine, type Context } from "./context.ts";
import { EXIT, LabError } from "./lab-error.ts";
import type { Lab } from "./lab.ts";
import { childEnvironment } from "./machine/environment.ts";
import { findProgram } from "./machine/find-program.ts";
import { message } from "./text/translate.ts";

/** Runs one command of the guide as it was printed. @returns its exit status, of the last program of a pipe */
export function runStepCommand(context: Context, lab: Lab, command: Command): Promise<number> {
  switch (command.kind) {
    case "kubectl":
      return runKubectl(context, command);
    case "lab":
      return runLab(context, command);
    case "cloud":
      return runCloud(context, lab, command);
    default:
      return command satisfies never;
  }
}

/** The learner's kubectl if there is one, else ours, each stage of the pipe a process of its own and no shell between. */
async function runKubectl({ environment, folder, root, output }: Context, command: KubectlCommand): Promise<number> {
  if (!folder.exists("kubeconfig"))
    throw new LabError("NoCluster", message("lab.no-cluster"), message("lab.no-cluster.hint"), EXIT.notYet);
  const { $ } = await import("zx");
  const own = findProgram("kubectl", environment["PATH"]);
  const head = own ? [own] : [process.execPath, `${root}/packages/lab-scripts/src/main.ts`, "kubectl"];
  const env = { ...childEnvironment(environment), KUBECONFIG: folder.path("kubeconfig") };
  const shell = $({ env, nothrow: true, quiet: true, cwd: folder.path("work") });
  let running = shell`${[...head, ...command.args]}`;
  for (const stage of command.pipe ?? []) running = running.pipe(shell`${[...stage]}`);
  const ended = await running;
  output.raw(ended.stdout);
  output.rawError(ended.stderr);
  return ended.exitCode ?? 1;
}

async function runLab(context: Context, command: LabCommand): Promise<number> {
  const parsed = parseLine(command.args, COMMANDS);
  try {
    return await parsed.command!.run(context, parsed.words, parsed.values);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    context.output.rawError(`${context.output.pick(error.text)}\n`);
    if (error.hint) context.output.rawError(`→ ${context.output.pick(error.hint)}\n`);
    return error.exitStatus;
  }
}

/** By the SDK, which is what tccli is made of; the printed line is tccli's. */
async function runCloud({ output }: Context, lab: Lab, command: CloudCommand): Promise<number> {
  const service: CloudService =
    command.service === "tke" && command.version === "2022-05-01" ? "tke-2022" : command.service;
  try {
    output.answer(await lab.cloud.call(service, command.action, { ...command.parameters }));
    return 0;
  } catch (error) {
    if (!isCloudError(error)) throw error;
    output.rawError(
      `${output.pick(message("cloud.refused", { action: command.action, code: error.code, reason: error.message }))}\n`,
    );
    return 255;
  }
}
