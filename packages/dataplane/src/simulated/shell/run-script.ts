import type { Job } from "../job.ts";
import { parseScript } from "./parser.ts";
import type { Runner } from "./run.ts";
import type { Io, Shell } from "./shell.ts";
import { ShellSyntaxError } from "./shell-error.ts";

/** Shells in shells: bounds a script that runs itself. */
const DEEPEST = 64;

/** Parse and run; a mistake in the script is said, and is a status. */
export async function runScript(runner: Runner, script: string, shell: Shell, io: Io, job: Job): Promise<number> {
  try {
    if (shell.depth > DEEPEST) throw new ShellSyntaxError("too many shells in shells");
    // Lets everything else on this thread run, however often a script runs itself.
    await job.sleep(0);
    return await runner.script(parseScript(script), shell, io, job);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    io.stderr.write(`sh: ${error.message}\n`);
    return (shell.status = 2);
  }
}
