import { spawn, type ChildProcess } from "node:child_process";
import { constants } from "node:os";
import type { Duplex, Writable } from "node:stream";
import type { Identity } from "./identity.ts";
import { kill, treeOf } from "./procfs.ts";

/** What a program gets as its descriptor: a pipe to us, nothing, or a descriptor of ours. */
export type Stdio = "pipe" | "ignore" | number;

export interface Launch {
  /** Program and arguments; no shell looks at them. */
  readonly argv: readonly string[];
  readonly stdio: readonly Stdio[];
  readonly identity: Identity;
}

export interface Running {
  readonly pid: number;
  readonly stdin: Writable | null;
  /** The pipes asked for, by descriptor; `null` where none was asked for. */
  readonly pipes: readonly (Duplex | null)[];
  /** Its exit status, 128 + signal number for a killed one; -1 if it could not be started at all. */
  readonly exited: Promise<number>;
  /** Ends it and everything that it started; nothing once it has ended. */
  kill(): void;
}

/** Tools print English and need sbin; nothing else of the caller's environment reaches the lab. */
const TOOL_ENV = { LC_ALL: "C", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } as const;

/**
 * Run a program. The one place where this package starts processes: from "/" (the caller's directory may be private to
 * it), with a small environment, in a process group of its own, and never as root.
 */
export function launch({ argv, stdio, identity }: Launch): Running {
  const [file, ...args] = argv as [string, ...string[]];
  const child = spawn(file, args, {
    cwd: "/",
    detached: true,
    env: TOOL_ENV,
    stdio: [...stdio],
    ...identity,
  });
  // A program that ends before it has read everything is reported by its status, not by EPIPE.
  for (const stream of child.stdio) stream?.on("error", () => {});
  const exited = exitOf(child);
  return {
    pid: child.pid ?? 0,
    stdin: child.stdin,
    pipes: child.stdio.map((stream, fd) => (fd === 0 ? null : (stream as Duplex | null))),
    exited,
    kill: killerOf(child.pid, exited),
  };
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once("error", () => resolve(-1));
    child.once("exit", (code, signal) => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}

/**
 * Ends a process, its group and everything below it: what it started may have left the group, or may just be starting more. Once it
 * has ended its number may be anybody's, so then nothing is touched.
 */
function killerOf(pid: number | undefined, exited: Promise<number>): () => void {
  let alive = pid !== undefined;
  void exited.then(() => (alive = false));
  return () => {
    if (!alive) return;
    const tree = treeOf(pid!);
    for (const member of [-pid!, ...tree]) kill(member);
  };
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

export interface OnTerminal {
  write(chunk: Uint8Array): void;
  resize(columns: number, rows: number): void;
  /** Ends it and everything that it started; nothing once it has ended. */
  kill(): void;
  /** Its exit status, 128 + signal number for a killed one; after everything that it printed was heard. */
  readonly exited: Promise<number>;
}

/**
 * Run a program on a terminal of its own.
 *
 * @param setpriv drops a root caller's groups as well as its ids, which the terminal library doesn't
 */
export async function launchOnTerminal(
  { argv, identity }: Omit<Launch, "stdio">,
  setpriv: string,
  { columns, rows }: Terminal,
  heard: (chunk: Uint8Array) => void,
): Promise<OnTerminal> {
  // A native module, needed by few commands.
  const { spawn: spawnOnTerminal } = await import("@lydell/node-pty");
  const drop =
    identity === null ? [] : ["--reuid", String(identity.uid), "--regid", String(identity.gid), "--clear-groups"];
  const terminal = spawnOnTerminal(setpriv, [...drop, "--pdeathsig", "KILL", "--", ...argv], {
    cols: columns,
    rows,
    cwd: "/",
    env: TOOL_ENV,
    encoding: null,
  });
  // Without an encoding the library takes and hands on bytes, whatever its types say.
  terminal.onData((chunk) => heard(chunk as unknown as Uint8Array));
  const exited = new Promise<number>((resolve) => {
    terminal.onExit(({ exitCode, signal }) => resolve(signal ? 128 + signal : exitCode));
  });
  return {
    write: (chunk) => terminal.write(Buffer.from(chunk) as unknown as string),
    resize: (newColumns, newRows) => terminal.resize(newColumns, newRows),
    kill: killerOf(terminal.pid, exited),
    exited,
  };
}
