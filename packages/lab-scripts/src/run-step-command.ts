import type { CloudCommand, Command, KubectlCommand, LabCommand } from "@podpath/scenarios";
import { isCloudError, type CloudService } from "./clients/cloud.ts";
import { filterText } from "./clients/text-filters.ts";
import { COMMANDS } from "./commands/index.ts";
import { parseLine, type Context } from "./context.ts";
import { EXIT, LabError } from "./lab-error.ts";
import type { Lab } from "./lab.ts";
import { childEnvironment } from "./machine/environment.ts";
import { findProgram } from "./machine/find-program.ts";
import { quoteForSh } from "./quote.ts";
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

/**
 * The learner's kubectl if there is one, else ours; what the machine lacks of the programs behind it is done here. zx quotes each
 * word for a shell that this machine surely has.
 */
async function runKubectl({ environment, folder, root, output }: Context, command: KubectlCommand): Promise<number> {
  if (!folder.exists("kubeconfig"))
    throw new LabError("NoCluster", message("lab.no-cluster"), message("lab.no-cluster.hint"), EXIT.notYet);
  const path = environment["PATH"];
  const own = findProgram("kubectl", path);
  const head = own ? [own] : [process.execPath, `${root}/packages/lab-scripts/src/main.ts`, "kubectl"];
  const env = { ...childEnvironment(environment), KUBECONFIG: folder.path("kubeconfig") };
  const shell = await quietShell({ env, cwd: folder.path("work") });
  let { stdout, stderr, exitCode } = await shell()`${[...head, ...command.args]}`;
  for (const stage of command.pipe ?? []) {
    const ours = findProgram(stage[0], path) ? null : filterText(stage, stdout);
    const ended = ours === null ? await shell(stdout)`${[...stage]}` : null;
    stdout = ours?.text ?? ended?.stdout ?? "";
    stderr += ended?.stderr ?? "";
    exitCode = ours?.status ?? ended?.exitCode ?? 1;
  }
  output.raw(stdout);
  // What ends without a line's end (jsonpath) is not to run into what is printed next.
  if (stdout !== "" && !stdout.endsWith("\n")) output.line();
  output.rawError(stderr);
  return exitCode ?? 1;
}

/** @returns makes a shell whose programs read this text, or nothing */
async function quietShell(options: { readonly env: NodeJS.ProcessEnv; readonly cwd: string }) {
  const { $, usePowerShell } = await import("zx");
  // Windows has no other shell that zx knows; elsewhere there may be no bash.
  if (process.platform === "win32") usePowerShell();
  else Object.assign($, { shell: "/bin/sh", prefix: "", quote: quoteForSh });
  // As bytes: zx takes an empty text for none, and its reader would wait for ever.
  const given = (input?: string) => (input === undefined ? {} : { input: Buffer.from(input) });
  return (input?: string) => $({ ...options, nothrow: true, quiet: true, ...given(input) });
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
