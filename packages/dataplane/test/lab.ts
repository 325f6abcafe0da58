import { existsSync } from "node:fs";
import type { DataPlane, ExecEnd, ExecTarget, RuleCounter, Snapshot, WorkloadEvent } from "@podpath/access-path";
import { createNetnsDataPlane, type NetnsOptions } from "../src/netns/index.ts";

/** Where the lab unpacks what a machine lacks, as on one where it was started before. */
export const UNPACKED = "/var/lib/podpath/programs";

/** What the data plane is told of it. */
export const UNPACKED_PROGRAMS = existsSync(UNPACKED) ? { programsDir: UNPACKED } : {};

export interface Ran {
  readonly end: ExecEnd;
  /** The exit status, or null where the command never began. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function openLab(snapshot: Snapshot, options: Partial<NetnsOptions> = {}): Promise<TestLab> {
  const lab = new TestLab(options);
  await lab.plane.realise(snapshot);
  return lab;
}

/** A real lab; close it after the test. */
export class TestLab implements AsyncDisposable {
  readonly plane: DataPlane;
  readonly complaints: string[] = [];
  readonly events: WorkloadEvent[] = [];

  constructor(options: Partial<NetnsOptions> = {}) {
    this.plane = createNetnsDataPlane({
      accountId: "test",
      log: (line) => this.complaints.push(line),
      ...UNPACKED_PROGRAMS,
      ...options,
    });
    this.plane.onWorkload((event) => this.events.push(event));
  }

  async run(target: ExecTarget, command: readonly string[], input?: string): Promise<Ran> {
    const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
    const execution = this.plane.exec(
      { target, command, stdin: input !== undefined },
      { stdout: (chunk) => out.push(chunk), stderr: (chunk) => err.push(chunk) },
    );
    if (input !== undefined) execution.write(Buffer.from(input));
    execution.endInput();
    const end = await execution.ended;
    const status = end.kind === "exited" ? end.status : null;
    return { end, status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
  }

  /** The exit status of curl, from a Pod's nginx container or a node. */
  async curl(from: ExecTarget, host: string, seconds = 0.5): Promise<number | null> {
    const url = `http://${host.includes(":") ? `[${host}]` : host}/`;
    const limit = ["--connect-timeout", String(seconds)];
    return (await this.run(from, ["curl", "-s", "-o", "/dev/null", ...limit, url])).status;
  }

  /** Counters above zero, as `eni group direction rule`, with their packets. */
  async counted(): Promise<Map<string, number>> {
    const counters = await this.plane.counters();
    return new Map(counters.filter(({ packets }) => packets > 0).map((counter) => [keyOf(counter), counter.packets]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.plane.close();
  }
}

/** `eni-secondb sg-drill001 ingress 1`; an implicit drop is `eni-secondb - ingress -`. */
export function keyOf(counter: Omit<RuleCounter, "packets">): string {
  return `${counter.eniId} ${counter.groupId ?? "-"} ${counter.direction} ${counter.rule ?? "-"}`;
}

export function inPod(pod: { readonly uid: string }, container = "nginx"): ExecTarget {
  return { kind: "pod", uid: pod.uid, container };
}

export function onNode(name: string): ExecTarget {
  return { kind: "node", name };
}
