import type {
  DataPlane,
  ExecEnd,
  Execution,
  ExecTarget,
  RuleCounter,
  Snapshot,
  WorkloadEvent,
} from "@podpath/access-path";
import { createSimulatedDataPlane, type SimulatedOptions } from "../index.ts";
import { FastClock } from "./fast-clock.ts";

export interface Ran {
  readonly end: ExecEnd;
  /** Null where the command never began. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A simulated lab whose time passes as fast as it can. */
export class SimulatedLab {
  readonly clock = new FastClock();
  readonly plane: DataPlane;
  readonly events: WorkloadEvent[] = [];

  constructor(options: Partial<SimulatedOptions> = {}) {
    this.plane = createSimulatedDataPlane({ clock: this.clock, languages: () => ["en"], ...options });
    this.plane.onWorkload((event) => this.events.push(event));
  }

  static async open(snapshot: Snapshot, options: Partial<SimulatedOptions> = {}): Promise<SimulatedLab> {
    const lab = new SimulatedLab(options);
    await lab.plane.realise(snapshot);
    return lab;
  }

  async run(target: ExecTarget, command: readonly string[], input?: string): Promise<Ran> {
    let [stdout, stderr] = ["", ""];
    const execution = this.plane.exec(
      { target, command, stdin: input !== undefined },
      { stdout: (chunk) => (stdout += text(chunk)), stderr: (chunk) => (stderr += text(chunk)) },
    );
    if (input !== undefined) execution.write(Buffer.from(input));
    execution.endInput();
    const end = await execution.ended;
    return { end, status: end.kind === "exited" ? end.status : null, stdout, stderr };
  }

  sh(target: ExecTarget, script: string, input?: string): Promise<Ran> {
    return this.run(target, ["sh", "-c", script], input);
  }

  /** Counters above zero, as `eni group direction rule`, with their packets; `-` where the implicit drop has none. */
  async counted(): Promise<Readonly<Record<string, number>>> {
    const counters = await this.plane.counters();
    return Object.fromEntries(counters.filter(({ packets }) => packets > 0).map((one) => [keyOf(one), one.packets]));
  }
}

export function keyOf({ eniId, groupId, direction, rule }: Omit<RuleCounter, "packets">): string {
  return `${eniId} ${groupId ?? "-"} ${direction} ${rule ?? "-"}`;
}

/** Somebody at a terminal. */
export class Session {
  heard = "";
  readonly execution: Execution;

  constructor(lab: SimulatedLab, target: ExecTarget, command: readonly string[], columns = 200) {
    const hear = (chunk: Uint8Array): void => void (this.heard += text(chunk));
    const tty = { columns, rows: 24 };
    this.execution = lab.plane.exec({ target, command, stdin: true, tty }, { stdout: hear, stderr: hear });
  }

  type(keys: string): void {
    this.execution.write(Buffer.from(keys));
  }

  /** Until it was shown; then what was shown is forgotten. */
  async hears(expected: string): Promise<string> {
    const deadline = performance.now() + 2_000;
    while (!this.heard.includes(expected)) {
      if (performance.now() > deadline) throw new Error(`waited for ${expected}, heard ${this.heard}`);
      await new Promise((resolve) => setImmediate(resolve));
    }
    const { heard } = this;
    this.heard = "";
    return heard;
  }

  get ended(): Promise<ExecEnd> {
    return this.execution.ended;
  }
}

export function inPod(pod: { readonly uid: string }, container = "nginx"): ExecTarget {
  return { kind: "pod", uid: pod.uid, container };
}

export function onNode(name: string): ExecTarget {
  return { kind: "node", name };
}

function text(chunk: Uint8Array): string {
  return Buffer.from(chunk).toString();
}
