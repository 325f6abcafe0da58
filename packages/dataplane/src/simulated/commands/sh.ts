import { resolvePath } from "../files.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { complete } from "../shell/complete.ts";
import { ShellExit } from "../shell/control.ts";
import { converse } from "../shell/conversation.ts";
import { runScript } from "../shell/run-script.ts";
import type { Runner } from "../shell/run.ts";
import type { Shell } from "../shell/shell.ts";
import { wholeScript } from "../shell/whole-script.ts";
import { readAll, type Input } from "../streams.ts";
import { Terminal } from "../terminal/terminal.ts";

/** `sh`, `sh -c SCRIPT`, `sh FILE`, or lines from standard input. Made by the list of programs, since it runs them. */
export function makeSh(runner: () => Runner, programs: () => readonly string[]): Command {
  return {
    name: "sh",
    aliases: ["bash", "ash", "dash"],
    summary: { zh: "命令行，也可以 sh -c '…'", en: "this shell, also sh -c '…'" },
    run: async (context) => {
      const [first, ...rest] = context.args.filter(
        (arg, index, all) => !(isFlag(arg) && !all.slice(0, index).some((one) => !isFlag(one))),
      );
      const shell = context.shell.fork([context.name]);
      const run = (script: string): Promise<number> => runScript(runner(), script, shell, context, context.job);
      try {
        if (context.args.some(isScriptFlag)) return await withParameters(context, shell, first, rest, run);
        if (first !== undefined) return await runFile(context, shell, first, rest, run);
        if (context.stdin instanceof Terminal) {
          context.stdin.complete = (before) => complete(before, shell, programs());
          return await converse(context, context.job, context.stdin, shell, runner());
        }
        return await runLines(context, shell, context.stdin, runner());
      } catch (error) {
        if (error instanceof ShellExit) return error.status;
        throw error;
      }
    },
  };
}

function isFlag(arg: string): boolean {
  return /^-[a-z]+$/i.test(arg) || arg === "--norc" || arg === "--noprofile" || arg === "--login";
}

function isScriptFlag(arg: string): boolean {
  return /^-[a-bd-z]*c[a-z]*$/.test(arg);
}

async function withParameters(
  context: CommandContext,
  shell: Shell,
  script: string | undefined,
  [name, ...parameters]: readonly string[],
  run: (script: string) => Promise<number>,
): Promise<number> {
  if (script === undefined) {
    context.stderr.write("sh: -c requires an argument\n");
    return 2;
  }
  shell.parameters = [name ?? "sh", ...parameters];
  return run(script);
}

async function runFile(
  context: CommandContext,
  shell: Shell,
  name: string,
  parameters: readonly string[],
  run: (script: string) => Promise<number>,
): Promise<number> {
  const text = shell.place.files.read(resolvePath(shell.folder, name));
  if (text === null) {
    context.stderr.write(`sh: can't open '${name}': No such file or directory\n`);
    return 2;
  }
  shell.parameters = [name, ...parameters];
  return run(text);
}

/** Lines of a script that comes by and by: each is run when it is whole, and may read what follows it. */
async function runLines(context: CommandContext, shell: Shell, input: Input, runner: Runner): Promise<number> {
  const next = (): Promise<string | null> => input.readLine(context.job);
  for (let script = await wholeScript(next); script !== null; script = await wholeScript(next)) {
    await runScript(runner, script, shell, context, context.job);
  }
  return shell.status;
}

/** `source FILE`: in this very shell. */
export function makeSource(runner: () => Runner): Command {
  return {
    name: "source",
    aliases: ["."],
    run: async (context) => {
      const { args, shell, stdin, job } = context;
      const name = args[0] ?? "-";
      const text = name === "-" ? await readAll(stdin, job) : shell.place.files.read(resolvePath(shell.folder, name));
      if (text === null) {
        context.stderr.write(`sh: can't open '${name}': No such file or directory\n`);
        return 1;
      }
      shell.depth++;
      try {
        return await runScript(runner(), text, shell, context, job);
      } finally {
        shell.depth--;
      }
    },
  };
}
