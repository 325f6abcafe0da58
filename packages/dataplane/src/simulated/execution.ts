import type { ExecEnd, ExecRequest, Execution, OutputSink } from "@podpath/access-path";
import { PROGRAMS } from "./commands/programs.ts";
import { encodeUtf8, utf8Reader } from "./encoding.ts";
import { Interrupted, SIGNAL, type Job } from "./job.ts";
import { ShellExit } from "./shell/control.ts";
import { Runner } from "./shell/run.ts";
import { Shell, type Io, type Place, type Surroundings } from "./shell/shell.ts";
import { NO_INPUT, Pipe, type Output } from "./streams.ts";
import { Terminal } from "./terminal/terminal.ts";

/** Run one command in a place, on a terminal or on pipes. */
export function execute(surroundings: Surroundings, place: Place, request: ExecRequest, sink: OutputSink): Execution {
  const { command, tty, stdin } = request;
  const missing = whyNot(command[0] ?? "", place, surroundings);
  if (missing !== null) return notStarted(missing);
  const job = place.job.child();
  const heard = untilEnd(sink);
  const keyboard = tty === undefined ? pipes(stdin, heard.sink) : terminal(tty, job, heard.sink);
  const process = place.processes.add(command, job);
  const shell = new Shell(surroundings, place, process, [command[0] ?? "sh"]);
  if (tty !== undefined) shell.variables.set("TERM", "xterm-256color");
  return {
    write: keyboard.write,
    endInput: keyboard.end,
    resize: keyboard.resize,
    kill: () => job.end(SIGNAL.kill),
    ended: run(command, shell, keyboard.io, job).finally(() => {
      place.processes.remove(process.pid);
      heard.end();
    }),
  };
}

/** The execution of a command that never began. */
export function notStarted(end: Extract<ExecEnd, { kind: "not-started" }>): Execution {
  return { write: () => {}, endInput: () => {}, resize: () => {}, kill: () => {}, ended: Promise.resolve(end) };
}

/** In the words of a container runtime, which kubectl's users know, and what there is instead. */
function whyNot(name: string, { files }: Place, { voice }: Surroundings) {
  if (PROGRAMS.find(name) !== null) return null;
  const isFile = files.read(name) !== null;
  const nowhere = name.includes("/") ? "no such file or directory" : "executable file not found in $PATH";
  const why = `exec: ${JSON.stringify(name)}: ${isFile ? "permission denied" : nowhere}`;
  const reason = isFile ? ("not-permitted" as const) : ("not-found" as const);
  return { kind: "not-started", reason, message: `${why}\n${PROGRAMS.refuse(name, voice)}` } as const;
}

async function run(command: readonly string[], shell: Shell, io: Io, job: Job): Promise<ExecEnd> {
  try {
    const status = await new Runner(PROGRAMS).program(command, shell, io, job);
    // A program may answer Ctrl-C in its own way, as ping does; nothing answers a kill.
    return { kind: "exited", status: job.signal === SIGNAL.kill ? 128 + SIGNAL.kill : status };
  } catch (error) {
    if (error instanceof ShellExit) return { kind: "exited", status: error.status };
    if (error instanceof Interrupted) return { kind: "exited", status: 128 + error.signal };
    throw error;
  } finally {
    job.end(SIGNAL.kill);
  }
}

/** What a command left behind says after its end reaches nobody. */
function untilEnd(sink: OutputSink): { readonly sink: OutputSink; readonly end: () => void } {
  let over = false;
  return {
    sink: {
      stdout: (chunk) => (over ? undefined : sink.stdout(chunk)),
      stderr: (chunk) => (over ? undefined : sink.stderr(chunk)),
    },
    end: () => (over = true),
  };
}

interface Keyboard {
  readonly io: Io;
  readonly write: (chunk: Uint8Array) => void;
  readonly end: () => void;
  readonly resize: (columns: number, rows: number) => void;
}

function pipes(stdin: boolean, sink: OutputSink): Keyboard {
  const input = new Pipe();
  const read = utf8Reader();
  return {
    io: {
      stdin: stdin ? input : NO_INPUT,
      stdout: bytesTo((chunk) => sink.stdout(chunk)),
      stderr: bytesTo((chunk) => sink.stderr(chunk)),
    },
    write: (chunk) => input.write(read(chunk)),
    end: () => input.end(),
    resize: () => {},
  };
}

function bytesTo(show: (chunk: Uint8Array) => void): Output {
  return { isTerminal: false, write: (text) => (text === "" ? undefined : show(encodeUtf8(text))) };
}

function terminal(size: { readonly columns: number; readonly rows: number }, job: Job, sink: OutputSink): Keyboard {
  const screen = new Terminal((text) => sink.stdout(encodeUtf8(text)), size);
  // Ctrl-C ends the command itself until a shell runs others in front of itself.
  screen.foreground = job;
  const read = utf8Reader();
  return {
    io: { stdin: screen, stdout: screen, stderr: screen },
    write: (chunk) => screen.feed(read(chunk)),
    end: () => screen.hangUp(),
    resize: (columns, rows) => screen.resize({ columns, rows }),
  };
}
