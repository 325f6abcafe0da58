import type { Text } from "./text.ts";

/** One step of the guide: what an operator does next, why, and the commands that do it. */
export interface Step {
  /** Stable, `[a-z-]+`: pages and tests refer to it. */
  readonly id: string;
  readonly title: Text;
  /** Read before the commands run; placeholders are allowed. */
  readonly what: Text;
  readonly commands: readonly Command[];
  /** The hint that says as much: 2 at which end to look, 3 what to change or to conclude. None: it gives nothing away. */
  readonly tells?: 2 | 3;
}

/**
 * A command as data, so that a script runs it without a shell and a page prints it (`commandLine`). Every string in it may
 * hold placeholders.
 */
export type Command = KubectlCommand | LabCommand | CloudCommand;

interface CommandBase {
  /**
   * The exit status at this point of the story, of the last program of a pipe: 28 is curl's connection time-out. Another one
   * is worth a word to the learner, who may have been faster than the guide; it isn't an error.
   */
  readonly expectExit: number;
}

export interface KubectlCommand extends CommandBase {
  readonly kind: "kubectl";
  /** Without `kubectl` itself. */
  readonly args: readonly string[];
  /** Programs that the output is sent through, one after the other. */
  readonly pipe?: readonly (readonly [string, ...string[]])[];
}

/** One of the lab's own verbs, in this process or by the launcher. */
export interface LabCommand extends CommandBase {
  readonly kind: "lab";
  /** Without `lab` itself. */
  readonly args: readonly [string, ...string[]];
}

/** One request to the cloud API 3.0; printed as a tccli line. */
export interface CloudCommand extends CommandBase {
  readonly kind: "cloud";
  readonly service: "vpc" | "cvm" | "tke";
  /** `X-TC-Version` */
  readonly version: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, Json>>;
}

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
