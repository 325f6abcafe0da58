import type { Clock } from "../clock.ts";
import type { Files } from "../files.ts";
import type { Job } from "../job.ts";
import type { AnyMachine } from "../machine.ts";
import type { Network } from "../network.ts";
import type { Process, Processes } from "../processes.ts";
import type { Input, Output } from "../streams.ts";
import type { Voice } from "../voice.ts";
import type { Descriptors } from "./descriptors.ts";

/** What every command may use, wherever it runs. */
export interface Surroundings {
  readonly clock: Clock;
  readonly network: Network;
  readonly voice: Voice;
  /** Stands for waiting so long; much shorter. */
  readonly skip: (job: Job, ms: number) => Promise<void>;
}

/** A container or a node: where a command runs. */
export interface Place {
  readonly machine: () => AnyMachine;
  readonly files: Files;
  readonly processes: Processes;
  /** Starts with these variables. */
  readonly environment: ReadonlyMap<string, string>;
  /** What a server started here belongs to: its ports close when the place does. */
  readonly owner: object;
  /** Ends with the place; servers in the background are its children. */
  readonly job: Job;
  /** The place's own standard streams: where a server writes its log, whoever started it. */
  readonly log: Output;
  /** TCP ports that nginx listens on here: what the container declares, else 80. */
  readonly servePorts: () => readonly number[];
}

export interface Io {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
}

/** What was started with `&`. */
export interface Background {
  readonly pid: number;
  readonly ended: Promise<void>;
}

/** One shell's state: variables, folder, the last status. */
export class Shell {
  readonly surroundings: Surroundings;
  readonly place: Place;
  readonly variables: Map<string, string>;
  readonly background: Background[] = [];
  readonly descriptors: Descriptors = new Map();
  /** The session that it belongs to: what it starts in the background ends with it. */
  readonly session: Process;
  /** `$0`, `$1`, … */
  parameters: readonly string[];
  folder = "/";
  status = 0;
  /** Shells around this one. */
  depth = 0;

  constructor(surroundings: Surroundings, place: Place, session: Process, parameters: readonly string[] = ["sh"]) {
    this.surroundings = surroundings;
    this.place = place;
    this.session = session;
    this.variables = new Map(place.environment);
    this.parameters = parameters;
  }

  /** A copy whose changes don't come back: `( … )`, `$( … )`, a stage of a pipeline, another `sh`. */
  fork(parameters: readonly string[] = this.parameters): Shell {
    const copy = new Shell(this.surroundings, this.place, this.session, parameters);
    copy.variables.clear();
    for (const [name, value] of this.variables) copy.variables.set(name, value);
    for (const [descriptor, opened] of this.descriptors) copy.descriptors.set(descriptor, opened);
    copy.folder = this.folder;
    copy.status = this.status;
    copy.depth = this.depth + 1;
    return copy;
  }
}
