import { Interrupted, SIGNAL, type Job } from "../job.ts";
import { resolvePath } from "../files.ts";
import { readAll, type Input } from "../streams.ts";
import { LineAbandoned, Terminal } from "../terminal/terminal.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { complete } from "../shell/complete.ts";
import { ShellExit } from "../shell/control.ts";
import { parseScript } from "../shell/parser.ts";
import { ShellSyntaxError } from "../shell/shell-error.ts";
import type { Runner } from "../shell/run.ts";
import type { Shell } from "../shell/shell.ts";
import { TAG } from "../voice.ts";

/** Where a line of one's own can be typed next. */
function promptOf(shell: Shell): string {
  return `${TAG} root@${shell.place.machine().hostname}:${shell.folder}# `;
}

/** And where it goes on. */
const MORE = "> ";

const BANNER = {
  zh: "模拟的数据面：没有真实的网络包，结果由安全组规则推算得出。输入 help 看有哪些命令，exit 离开。",
  en: "a simulated data plane: no real packets; what happens is computed from the security groups. help lists the commands, exit leaves.",
};

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
          return await converse(context, context.stdin, shell, runner());
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

async function runScript(
  runner: Runner,
  script: string,
  shell: Shell,
  context: CommandContext,
  job: Job,
): Promise<number> {
  try {
    return await runner.script(parseScript(script), shell, context, job);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    context.stderr.write(`sh: ${error.message}\n`);
    return (shell.status = 2);
  }
}

/** Lines of a script that comes by and by: each is run when it is whole, and may read what follows it. */
async function runLines(context: CommandContext, shell: Shell, input: Input, runner: Runner): Promise<number> {
  const next = (): Promise<string | null> => input.readLine(context.job);
  for (let script = await wholeScript(next); script !== null; script = await wholeScript(next)) {
    await runScript(runner, script, shell, context, context.job);
  }
  return shell.status;
}

/** Lines until they parse, or until it is clear that they never will. */
async function wholeScript(next: (more: boolean) => Promise<string | null>): Promise<string | null> {
  let script: string | null = null;
  for (;;) {
    const line = await next(script !== null);
    if (line === null) return script;
    script = script === null ? line : `${script}\n${line}`;
    if (!isIncomplete(script)) return script;
  }
}

function isIncomplete(script: string): boolean {
  if (script.endsWith("\\") && !script.endsWith("\\\\")) return true;
  try {
    parseScript(script);
    return false;
  } catch (error) {
    return error instanceof ShellSyntaxError && error.incomplete;
  }
}

async function converse(context: CommandContext, terminal: Terminal, shell: Shell, runner: Runner): Promise<number> {
  const { job } = context;
  const outer = terminal.foreground;
  terminal.write(`${shell.surroundings.voice.say(BANNER)}\n`);
  const next = (more: boolean): Promise<string | null> => {
    terminal.foreground = null;
    return terminal.ask(more ? MORE : promptOf(shell), job);
  };
  try {
    for (let script = await typed(next); script !== null; script = await typed(next)) {
      const text = script;
      await inFront(terminal, job, shell, (front) => runScript(runner, text, shell, context, front));
    }
    terminal.write("exit\n");
    return shell.status;
  } finally {
    terminal.foreground = outer;
  }
}

/** Ctrl-C gives up all lines of an unfinished script. */
async function typed(next: (more: boolean) => Promise<string | null>): Promise<string | null> {
  for (;;) {
    try {
      return await wholeScript(next);
    } catch (error) {
      if (!(error instanceof LineAbandoned)) throw error;
    }
  }
}

/** One command line, which Ctrl-C ends without ending the shell. */
async function inFront(
  terminal: Terminal,
  job: Job,
  shell: Shell,
  run: (front: Job) => Promise<number>,
): Promise<void> {
  const front = job.child();
  terminal.foreground = front;
  try {
    await run(front);
  } catch (error) {
    if (!(error instanceof Interrupted) || job.signal !== null) throw error;
    terminal.write("\n");
    shell.status = 128 + error.signal;
  } finally {
    front.end(SIGNAL.kill);
  }
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
      if (text !== null) return runScript(runner(), text, shell, context, job);
      context.stderr.write(`sh: can't open '${name}': No such file or directory\n`);
      return 1;
    },
  };
}
