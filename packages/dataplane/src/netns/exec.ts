import { closeSync } from "node:fs";
import type { ExecEnd, Execution, OutputSink } from "@podpath/access-path";
import type { Lab } from "./lab.ts";
import { kill, treeOf } from "./procfs.ts";
import { capabilitiesOf, limitArguments, type SandboxKind } from "./sandbox.ts";
import type { Running } from "./spawn.ts";
import { waitFor } from "./wait.ts";

/** The sandbox that a command is run in. */
export interface Place {
  readonly kind: SandboxKind;
  /** Host pid of the sandbox's PID 1. */
  readonly hostPid: number;
  readonly env: Readonly<Record<string, string>>;
}

export interface Command extends Place {
  readonly argv: readonly string[];
  readonly stdin: boolean;
}

/** Descriptor on which the finder says why a command cannot be started. */
const REPORT_FD = 3;

/**
 * Finds the command as a container runtime does, and says what is wrong with it; a shell's own status 127 could also be the
 * command's. Then it becomes the command.
 */
export const FIND = `
found=
case $1 in
  */*) found=$1 ;;
  *) IFS=:; for dir in $PATH; do if [ -x "$dir/$1" ] && [ ! -d "$dir/$1" ]; then found=$dir/$1; break; fi; done; unset IFS ;;
esac
if [ ! -e "$found" ]; then echo not-found >&3; exit 127; fi
if [ ! -x "$found" ] || [ -d "$found" ]; then echo not-permitted >&3; exit 126; fi
exec 3>&-
`;

/** How a command gets to where it runs, and what it may do there. */
export function execArguments(lab: Lab, command: Command, script: string): readonly string[] {
  const { nsenter, prlimit, setpriv } = lab.programs;
  const into = ["-t", String(command.hostPid), "--user", "--preserve-credentials", "--mount", "--uts", "--ipc"];
  const bounding = ["-all", ...capabilitiesOf(command.kind).map((name) => `+${name}`)].join(",");
  const drop = [setpriv, "--no-new-privs", "--inh-caps=-all", `--bounding-set=${bounding}`, "--"];
  const enter = [nsenter, ...into, "--net", "--pid", "--", ...drop];
  return [prlimit, ...limitArguments(), ...enter, "/bin/sh", "-c", script, "sh", ...command.argv];
}

/** After a command has ended, something that it left behind may hold its output open for ever. */
const DRAIN_MS = 200;

/** Run a command with pipes. */
export async function execWithPipes(lab: Lab, command: Command, sink: OutputSink): Promise<Execution> {
  await lab.pipes.reserve(3);
  const input = command.stdin ? lab.pipes.takeInput() : null;
  const output = lab.pipes.takeOutput();
  const errors = lab.pipes.takeOutput();
  const childFds = [output.childFd, errors.childFd, ...(input === null ? [] : [input.childFd])];
  const stdio = [input?.childFd ?? "ignore", output.childFd, errors.childFd, "pipe"] as const;
  const argv = execArguments(lab, command, `${FIND}exec "$@"`);
  const process = lab.runOutside(argv, stdio, command.env);
  for (const fd of childFds) closeSync(fd);
  for (const stream of [output.stream, errors.stream, input?.stream]) stream?.on("error", () => {});
  output.stream.on("data", (chunk: Uint8Array) => sink.stdout(chunk));
  errors.stream.on("data", (chunk: Uint8Array) => sink.stderr(chunk));
  const drained = () => output.stream.closed && errors.stream.closed;
  return {
    write: (chunk) => void input?.stream.write(chunk),
    endInput: () => void input?.stream.end(),
    resize: () => {},
    kill: () => killTree(process.pid),
    ended: endOf(process, command, drained),
  };
}

async function endOf(process: Running, command: Command, drained: () => boolean): Promise<ExecEnd> {
  let report = "";
  process.pipes[REPORT_FD]!.on("data", (chunk: Uint8Array) => (report += Buffer.from(chunk).toString()));
  const status = await process.exited;
  await waitFor(drained, DRAIN_MS);
  return refusalIn(report, command) ?? { kind: "exited", status };
}

/** In the words of a container runtime, which kubectl's users know. */
export function refusalIn(report: string, { argv }: Command): ExecEnd | null {
  const reason = report.trim();
  if (reason !== "not-found" && reason !== "not-permitted") return null;
  const name = argv[0] ?? "";
  const nowhere = name.includes("/") ? "no such file or directory" : "executable file not found in $PATH";
  const why = reason === "not-found" ? nowhere : "permission denied";
  return { kind: "not-started", reason, message: `exec: ${JSON.stringify(name)}: ${why}` };
}

/** The execution of a command that never began. */
export function notStarted(reason: "no-such-target", message: string): Execution {
  const ended = Promise.resolve<ExecEnd>({ kind: "not-started", reason, message });
  return { write: () => {}, endInput: () => {}, resize: () => {}, kill: () => {}, ended };
}

/** An execution that can be written to before it has begun: everything is passed on in order. */
export function deferred(starting: Promise<Execution>): Execution {
  const pass = (act: (execution: Execution) => void) => void starting.then(act, () => {});
  return {
    write: (chunk) => pass((execution) => execution.write(chunk)),
    endInput: () => pass((execution) => execution.endInput()),
    resize: (columns, rows) => pass((execution) => execution.resize(columns, rows)),
    kill: () => pass((execution) => execution.kill()),
    ended: starting.then((execution) => execution.ended),
  };
}

/** What a command started may have left its process group, so the whole tree goes. */
export function killTree(pid: number): void {
  for (const member of treeOf(pid)) kill(member);
}
