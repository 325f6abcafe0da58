import { randomBytes } from "node:crypto";
import type { Observation, Outcome, RuleCounter } from "@podpath/access-path";
import type { KubeClient } from "./clients/kube.ts";
import type { ExecResult } from "./clients/exec-socket.ts";
import { findActor, type Lab } from "./lab.ts";

/** curl's exit statuses that the lab tells apart; everything else is a failure of the attempt. */
const CURL = { ok: 0, couldNotConnect: 7, timedOut: 28 } as const;
/** curl itself ends a connection attempt; this is for one that hangs afterwards. */
const TRANSFER_LIMIT_S = 5;
const BODY_LIMIT = 4096;

export interface ProbeOptions {
  /** How long silence must last to be called a time-out. */
  readonly connectTimeoutS: number;
  readonly kube: KubeClient;
  readonly onLine?: (line: string) => void;
}

export interface ProbeResult {
  readonly observation: Observation;
  /** What was asked for, so that Pod B's own log can tell that this very request arrived. */
  readonly nonce: string;
  readonly command: readonly string[];
  /** What curl wrote to its standard error. */
  readonly complaint: string;
}

/** One real connection from Pod A's own network namespace to Pod B's container port, by the curl in the Pod. */
export async function probe(lab: Lab, options: ProbeOptions): Promise<ProbeResult> {
  const snapshot = await lab.snapshot();
  const [podA, podB] = [findActor(snapshot, lab.scenario, "podA").pod, findActor(snapshot, lab.scenario, "podB").pod];
  const { container } = lab.scenario.podA;
  const port = lab.scenario.podB.port;
  const address = podB.addresses[0]!;
  const nonce = randomBytes(8).toString("hex");
  const command = probeCommand(`http://${address}:${port}/?podpath=${nonce}`, options.connectTimeoutS);
  const { control } = lab.supervisor;
  const before = await control.counters(lab.record.account);
  const started = performance.now();
  const ran = await runCaptured(options.kube, { namespace: podA.namespace, name: podA.name, container }, command);
  const afterMs = Math.round(performance.now() - started);
  const moved = difference(before, await control.counters(lab.record.account));
  return {
    nonce,
    command,
    complaint: ran.stderr.trim(),
    observation: {
      from: { namespace: podA.namespace, pod: podA.name, address: podA.addresses[0]! },
      to: { address, port },
      outcome: readOutcome(ran, afterMs),
      moved,
    },
  };
}

export function probeCommand(url: string, connectTimeoutS: number): readonly string[] {
  const limit = String(connectTimeoutS + TRANSFER_LIMIT_S);
  return ["curl", "-sS", "--connect-timeout", String(connectTimeoutS), "--max-time", limit, "-w", "\n%{http_code}", url];
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
): Promise<Captured> {
  const stdout: Uint8Array[] = [];
  const stderr: Uint8Array[] = [];
  const result = await kube.exec(pod, command, { stdout: (chunk) => stdout.push(chunk), stderr: (chunk) => stderr.push(chunk) });
  return { result, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") };
}

/** Judged by the exit status alone: curl words its complaints differently from version to version. */
export function readOutcome({ result, stdout, stderr }: Captured, afterMs: number): Outcome {
  if (result.kind === "failed") return { kind: "failed", exitCode: null, message: result.message };
  switch (result.status) {
    case CURL.ok: {
      const cut = stdout.lastIndexOf("\n");
      const status = Number(stdout.slice(cut + 1));
      return { kind: "connected", httpStatus: Number.isInteger(status) ? status : null, body: stdout.slice(0, Math.min(cut, BODY_LIMIT)) };
    }
    case CURL.couldNotConnect:
      return { kind: "refused" };
    case CURL.timedOut:
      return { kind: "timed-out", afterMs };
    default:
      return { kind: "failed", exitCode: result.status, message: stderr.trim().slice(0, BODY_LIMIT) };
  }
}

const keyOf = (counter: RuleCounter): string => `${counter.eniId}/${counter.groupId}/${counter.direction}/${counter.rule}`;

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
