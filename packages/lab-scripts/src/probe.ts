import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { Observation, Outcome, RuleCounter, SeenFlow } from "@podpath/access-path";
import type { KubeClient } from "./clients/kube.ts";
import type { ExecResult } from "./clients/exec-socket.ts";
import { findActor, type Lab } from "./lab.ts";

/** curl's exit statuses that the lab tells apart; everything else is a failure of the attempt. */
const CURL = { ok: 0, couldNotConnect: 7, timedOut: 28 } as const;
/** curl itself ends a connection attempt; this is for one that hangs afterwards. */
const TRANSFER_LIMIT_S = 5;
const BODY_LIMIT = 4096;
/** curl ends by itself before; one that is stopped or starved by somebody in its Pod must not hold us. */
const PATIENCE_S = 3;
/** As `timeout` says it. */
const NEVER_ENDED = 124;
/** Of what a program writes: the beginning, and the end, where curl says how it went. What is between is let go. */
const KEPT_BYTES = { head: 64 * 1024, tail: 1024 } as const;
const COUNTER_POLL_MS = 25;

/** Who asks whom. */
export interface ProbeTarget {
  readonly from: Observation["from"] & { readonly container: string };
  readonly to: Observation["to"];
}

export interface ProbeOptions {
  /** How long silence must last to be called a time-out. */
  readonly connectTimeoutS: number;
  readonly kube: KubeClient;
  /** As curl is when nobody has configured it. A learner's own probe is theirs to configure. */
  readonly plain?: boolean;
  /**
   * Asked again and again while nothing has come back: true ends the wait early, as a time-out. For a grader that has seen the
   * kernel drop the SYN there is nothing to wait for.
   */
  readonly isDropped?: (moved: readonly RuleCounter[]) => boolean;
}

export interface ProbeResult {
  readonly observation: Observation;
  /** What was asked for, so that Pod B's own log can tell that this very request arrived. */
  readonly nonce: string;
  readonly command: readonly string[];
  /** What curl wrote to its standard error. */
  readonly complaint: string;
}

/** The drill's own question: Pod A to Pod B's service port. */
export async function drillTarget(lab: Lab): Promise<ProbeTarget> {
  const snapshot = await lab.snapshot();
  const [a, b] = [findActor(snapshot, lab.scenario, "podA").pod, findActor(snapshot, lab.scenario, "podB").pod];
  return {
    from: { namespace: a.namespace, pod: a.name, address: a.addresses[0]!, container: lab.scenario.podA.container },
    to: { address: b.addresses[0]!, port: lab.scenario.podB.port },
  };
}

/** One real connection from a Pod's own network namespace, by the curl in the Pod. */
export async function probe(lab: Lab, { from, to }: ProbeTarget, options: ProbeOptions): Promise<ProbeResult> {
  const nonce = randomBytes(8).toString("hex");
  const url = `http://${to.address.includes(":") ? `[${to.address}]` : to.address}:${to.port}/?podpath=${nonce}`;
  const command = probeCommand(url, options.connectTimeoutS, options.plain ?? false);
  const { control } = lab.supervisor;
  const movedSince = async (): Promise<readonly RuleCounter[]> =>
    difference(before, await control.counters(lab.record.account));
  const packetsOf = async (): Promise<number | null> => sentPackets(from, to, await control.flows(lab.record.account));
  const [before, sentBefore] = await Promise.all([control.counters(lab.record.account), packetsOf()]);
  const started = performance.now();
  const giveUp = new AbortController();
  const running = runCaptured(
    options.kube,
    { namespace: from.namespace, name: from.pod, container: from.container },
    command,
    giveUp.signal,
  );
  const limitS = options.connectTimeoutS + TRANSFER_LIMIT_S + PATIENCE_S;
  let late = false;
  const patience = setTimeout(() => {
    late = true;
    giveUp.abort();
  }, limitS * 1000);
  const dropped = options.isDropped ? await seesDrop(running, movedSince, options.isDropped) : false;
  if (dropped) giveUp.abort();
  const ran = await running;
  clearTimeout(patience);
  const afterMs = Math.round(performance.now() - started);
  const { container: _, ...who } = from;
  // A real cluster counts nothing that we could see.
  const [sent, moved] = await Promise.all([packetsOf(), lab.record.real ? null : movedSince()]);
  return {
    nonce,
    command,
    complaint: ran.stderr.trim(),
    observation: {
      from: who,
      to,
      outcome: dropped
        ? { kind: "timed-out", afterMs }
        : late
          ? { kind: "failed", exitCode: NEVER_ENDED, message: `not ended after ${limitS} s` }
          : readOutcome(ran, afterMs),
      moved,
      entered: sent === null || sentBefore === null ? null : sent > 0 && sent !== sentBefore,
    },
  };
}

/** How often this very flow entered the VPC; null where nobody can tell. */
function sentPackets(
  { address }: ProbeTarget["from"],
  to: ProbeTarget["to"],
  flows: readonly SeenFlow[] | null,
): number | null {
  if (flows === null) return null;
  const same = flows.filter(
    ({ protocol, source, destination, destinationPort }) =>
      protocol === "tcp" && source === address && destination === to.address && destinationPort === to.port,
  );
  return same.reduce((sum, { packets }) => sum + packets, 0);
}

/** @returns whether the kernel was seen to drop the flow before the attempt ended by itself */
async function seesDrop(
  running: Promise<Captured>,
  movedSince: () => Promise<readonly RuleCounter[]>,
  isDropped: (moved: readonly RuleCounter[]) => boolean,
): Promise<boolean> {
  const ended = new AbortController();
  void running.then(() => ended.abort());
  while (!ended.signal.aborted) {
    if (isDropped(await movedSince())) return !ended.signal.aborted;
    await sleep(COUNTER_POLL_MS);
  }
  return false;
}

/** @param plain by no configuration file and no proxy that somebody left in the Pod; the first option must say so */
export function probeCommand(url: string, connectTimeoutS: number, plain = false): readonly string[] {
  const limit = String(connectTimeoutS + TRANSFER_LIMIT_S);
  return [
    "curl",
    ...(plain ? ["-q", "--noproxy", "*"] : []),
    "-sS",
    "--connect-timeout",
    String(connectTimeoutS),
    "--max-time",
    limit,
    "-w",
    "\n%{http_code}",
    url,
  ];
}

interface Captured {
  readonly result: ExecResult;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCaptured(
  kube: KubeClient,
  pod: { readonly namespace: string; readonly name: string; readonly container?: string },
  command: readonly string[],
  signal?: AbortSignal,
): Promise<Captured> {
  const [stdout, stderr] = [keepEnds(), keepEnds()];
  const result = await kube.exec(pod, command, {
    stdout: stdout.push,
    stderr: stderr.push,
    ...(signal ? { signal } : {}),
  });
  return { result, stdout: stdout.text(), stderr: stderr.text() };
}

/** However much is written, little is kept. */
function keepEnds(): { push(chunk: Uint8Array): void; text(): string } {
  let head = Buffer.alloc(0);
  let tail = Buffer.alloc(0);
  return {
    push: (chunk) => {
      const room = KEPT_BYTES.head - head.length;
      if (room > 0) head = Buffer.concat([head, chunk.subarray(0, room)]);
      if (chunk.length > room)
        tail = Buffer.concat([tail, chunk.subarray(Math.max(0, room))]).subarray(-KEPT_BYTES.tail);
    },
    text: () => Buffer.concat([head, tail]).toString("utf8"),
  };
}

/** Judged by the exit status alone: curl words its complaints differently from version to version. */
export function readOutcome({ result, stdout, stderr }: Captured, afterMs: number): Outcome {
  if (result.kind === "failed") return { kind: "failed", exitCode: null, message: result.message };
  switch (result.status) {
    case CURL.ok: {
      const cut = stdout.lastIndexOf("\n");
      const status = Number(stdout.slice(cut + 1));
      return {
        kind: "connected",
        httpStatus: Number.isInteger(status) ? status : null,
        body: stdout.slice(0, Math.min(cut, BODY_LIMIT)),
      };
    }
    case CURL.couldNotConnect:
      return { kind: "refused" };
    case CURL.timedOut:
      return { kind: "timed-out", afterMs };
    default:
      return { kind: "failed", exitCode: result.status, message: stderr.trim().slice(0, BODY_LIMIT) };
  }
}

const keyOf = (counter: RuleCounter): string =>
  `${counter.eniId}/${counter.groupId}/${counter.direction}/${counter.rule}`;

/** Counters that went up, by how much. One that was reset in between counts from zero. */
export function difference(before: readonly RuleCounter[], after: readonly RuleCounter[]): readonly RuleCounter[] {
  const known = new Map(before.map((counter) => [keyOf(counter), counter.packets]));
  return after
    .map((counter) => {
      const earlier = known.get(keyOf(counter)) ?? 0;
      return { ...counter, packets: counter.packets >= earlier ? counter.packets - earlier : counter.packets };
    })
    .filter((counter) => counter.packets > 0);
}
