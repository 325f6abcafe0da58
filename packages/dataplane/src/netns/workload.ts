import { closeSync } from "node:fs";
import type { Guest } from "./guest.ts";
import type { Lab } from "./lab.ts";
import { OutputLog } from "./output-log.ts";
import { childrenOf, kill, programOf } from "./procfs.ts";
import { FIRST_FILE_FD, limitArguments, sandboxArguments, type SandboxSpec } from "./sandbox.ts";
import type { Running } from "./spawn.ts";
import { waitFor, within } from "./wait.ts";

const START_MS = 10_000;
const STOP_MS = 2_000;

/** One running container, or a node's machine: a process that is PID 1 of its sandbox. */
export class Workload {
  /** Host pid of the sandbox's PID 1. */
  readonly hostPid: number;
  readonly exited: Promise<number>;
  readonly #process: Running;
  readonly #log: OutputLog;
  #ended = false;

  private constructor(process: Running, log: OutputLog) {
    this.#process = process;
    this.#log = log;
    this.exited = process.exited.finally(() => (this.#ended = true));
    this.hostPid = sandboxInit(process) ?? Number.NaN;
  }

  /** Resolves when the workload's own program runs, or has ended already. */
  static async start(lab: Lab, guest: Guest, spec: SandboxSpec): Promise<Workload> {
    const output = await lab.pipes.takeOutput();
    const limits = [lab.programs.prlimit, ...limitArguments()];
    const sandbox = [lab.programs.bwrap, ...sandboxArguments(spec)];
    const stdio = ["ignore", output.childFd, output.childFd, ...spec.files.map(() => "pipe" as const)] as const;
    const process = lab.run([...limits, ...guest.enter(), ...sandbox], stdio);
    closeSync(output.childFd);
    for (const [index, { text }] of spec.files.entries()) process.pipes[FIRST_FILE_FD + index]!.end(text);
    const log = new OutputLog();
    output.stream.on("data", (chunk: Uint8Array) => log.append(chunk));
    await started(process);
    return new Workload(process, log);
  }

  logs(): Uint8Array {
    return this.#log.text();
  }

  /** Ends everything in the sandbox; resolves when it is gone. */
  async stop(): Promise<void> {
    if (this.#ended) return;
    kill(this.hostPid);
    const ended = this.exited.then(() => {});
    // The kernel ends a sandbox with its PID 1; what brought it inside follows by itself.
    await within(ended, STOP_MS, "stopping a container").catch(() => this.#process.kill());
  }
}

/** What brings the workload inside, then bubblewrap, then the workload. */
function sandboxInit(process: Running): number | undefined {
  const bubblewrap = childrenOf(process.pid)[0];
  return bubblewrap === undefined ? undefined : childrenOf(bubblewrap)[0];
}

async function started(process: Running): Promise<void> {
  const exited = { yet: false };
  void process.exited.then(() => (exited.yet = true));
  const running = await waitFor(() => exited.yet || runsItsOwnProgram(process), START_MS);
  if (!running) throw new Error(`a container didn't start within ${START_MS} ms`);
}

function runsItsOwnProgram(process: Running): boolean {
  const init = sandboxInit(process);
  if (init === undefined) return false;
  const program = programOf(init);
  return program !== "" && program !== "bwrap";
}
