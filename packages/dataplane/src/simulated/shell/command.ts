import type { Text } from "@podpath/access-path";
import type { Job } from "../job.ts";
import type { Io, Shell } from "./shell.ts";

export interface CommandContext extends Io {
  /** What it was called as: `ping`, `/bin/ping`. */
  readonly name: string;
  /** Without the name. */
  readonly args: readonly string[];
  readonly shell: Shell;
  readonly job: Job;
}

/** One program of the simulated machine. */
export interface Command {
  readonly name: string;
  /** Other names of the same program: `bash` of `sh`. */
  readonly aliases?: readonly string[];
  /** For `help`; absent in what everybody knows. */
  readonly summary?: Text;
  /** @returns the exit status. @throws Interrupted */
  run(context: CommandContext): Promise<number> | number;
}
