import { Interrupted, SIGNAL, type Job } from "../job.ts";
import { LineAbandoned, type Terminal } from "../terminal/terminal.ts";
import { TAG } from "../voice.ts";
import { runScript } from "./run-script.ts";
import type { Runner } from "./run.ts";
import type { Io, Shell } from "./shell.ts";
import { wholeScript } from "./whole-script.ts";

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

/** A shell at a terminal. @returns the last status */
export async function converse(io: Io, job: Job, terminal: Terminal, shell: Shell, runner: Runner): Promise<number> {
  const outer = terminal.foreground;
  terminal.write(`${shell.surroundings.voice.say(BANNER)}\n`);
  const next = (more: boolean): Promise<string | null> => {
    terminal.foreground = null;
    return terminal.ask(more ? MORE : promptOf(shell), job);
  };
  try {
    for (let script = await typed(next); script !== null; script = await typed(next)) {
      const text = script;
      await inFront(terminal, job, shell, (front) => runScript(runner, text, shell, io, front));
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
