import type { Address, Direction, Snapshot } from "./snapshot.ts";

/** Where a command runs. */
export type ExecTarget =
  | { readonly kind: "pod"; readonly uid: string; readonly container: string }
  | { readonly kind: "node"; readonly name: string };

export interface ExecRequest {
  readonly target: ExecTarget;
  readonly command: readonly string[];
  readonly stdin: boolean;
  /** A terminal of this many cells; absent means plain pipes. */
  readonly tty?: { readonly columns: number; readonly rows: number };
}

/** Receives a command's output as it comes. With a terminal everything arrives as `stdout`. */
export interface OutputSink {
  stdout(chunk: Uint8Array): void;
  stderr(chunk: Uint8Array): void;
}

/** How a command ended: its exit status (128 + signal for a killed one), or why it could not be started. */
export type ExecEnd =
  | { readonly kind: "exited"; readonly status: number }
  | {
      readonly kind: "not-started";
      readonly reason: "no-such-target" | "not-found" | "not-permitted";
      readonly message: string;
    };

export interface Execution {
  write(chunk: Uint8Array): void;
  /** End of input. */
  endInput(): void;
  resize(columns: number, rows: number): void;
  /**
   * Hand out no more output until `resume`, because its reader is slow; the command then waits, as at a full pipe. A data
   * plane without it may lose a slow reader's connection when a command writes tens of megabytes.
   */
  pause?(): void;
  resume?(): void;
  /** Ends the command and what it started. Safe to repeat. */
  kill(): void;
  readonly ended: Promise<ExecEnd>;
}

export type WorkloadState =
  | { readonly kind: "running" }
  | { readonly kind: "exited"; readonly status: number }
  /** e.g. an image that this data plane doesn't have; `reason` is a Kubernetes waiting reason such as `ErrImagePull`. */
  | { readonly kind: "waiting"; readonly reason: string; readonly message: string };

/** What became of one container of a Pod. */
export interface WorkloadEvent {
  readonly podUid: string;
  readonly container: string;
  readonly incarnation: number;
  readonly state: WorkloadState;
}

/** Packets counted at one rule of one interface; `rule: null` is the implicit drop after the last group. */
export interface RuleCounter {
  readonly eniId: string;
  readonly groupId: string | null;
  readonly direction: Direction;
  readonly rule: number | null;
  readonly packets: number;
}

/** A new connection as it entered the VPC from an interface, whatever had been asked for inside the Pod or its node. */
export interface SeenFlow {
  readonly protocol: "tcp" | "udp";
  readonly source: Address;
  readonly destination: Address;
  readonly destinationPort: number;
  /** Of its first packets: one a connection, and each of its repetitions. */
  readonly packets: number;
}

/**
 * Makes a snapshot carry packets. What packets do is a function of the last realised snapshot alone: after a crash, realise
 * it again. Made by the caller that wires things and handed to the emulator; neither knows the other's package.
 */
export interface DataPlane {
  readonly kind: "kernel" | "simulated";
  /**
   * Make packets obey the snapshot; resolves when they do. Only what differs from the last call is touched, and a change
   * of rules alone is one atomic swap. Calls are made one at a time, with growing `revision`. Resolves once every new
   * container was started or reported as not startable (`onWorkload`).
   */
  realise(snapshot: Snapshot): Promise<void>;
  exec(request: ExecRequest, sink: OutputSink): Execution;
  /** What the container has written to its standard streams so far (bounded, oldest dropped first). */
  logs(podUid: string, container: string): Uint8Array;
  counters(): Promise<readonly RuleCounter[]>;
  /**
   * New TCP and UDP flows of the last half minute or so, as the VPC saw them before any rule. Null while there are more than it
   * can remember, so that a missing one says nothing. Absent: this data plane doesn't watch.
   */
  flows?(): Promise<readonly SeenFlow[] | null>;
  /** One listener; it is told of every change of a container's state, also those that nobody asked for. */
  onWorkload(listener: (event: WorkloadEvent) => void): void;
  /** Ends every process and removes everything that was made. Safe to repeat. */
  close(): Promise<void>;
}
