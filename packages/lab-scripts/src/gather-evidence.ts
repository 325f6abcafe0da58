import { canonicalAddress, type Snapshot } from "@podpath/access-path";
import {
  plan,
  showsDrop,
  type Answer,
  type ApiState,
  type Evidence,
  type HintRead,
  type ProbeRequest,
  type TellingRecord,
} from "@podpath/checker";
import type { KubeClient } from "./clients/kube.ts";
import { LabError } from "./lab-error.ts";
import type { Lab } from "./lab.ts";
import { probe } from "./probe.ts";
import { message } from "./text/translate.ts";
import { waitFor } from "./wait-for.ts";

/** The kernel's word on a drop comes within milliseconds; this is for when it has none to give. */
const CONNECT_TIMEOUT_S = 1;
/** nginx writes its log line after the answer has left. */
const LOG_LAG_MS = 500;
/** More than a learner's own requests between the probe and the look. */
const LOG_LINES = "200";
/** Of what a call that failed said. */
const REASON_CHARACTERS = 300;
/** Somebody who changes rules by hand is done by then; a script that goes on and on isn't waited for. */
const TRIES = 3;

/** What a grade needs to know besides what it sees. */
export interface Known {
  /** The cloud's ids of the drill's groups, by the scenario's key. */
  readonly groupIds: Readonly<Record<string, string>>;
  readonly answers: readonly Answer[];
  readonly hints: readonly HintRead[];
  readonly record?: TellingRecord;
}

/**
 * Everything a grade is made from, by the grader's own identity, which may read and exec but change nothing. The state is
 * read before and after the probes: evidence of two different states would prove nothing about either.
 *
 * @throws LabError `StillChanging`
 */
export async function gatherEvidence(lab: Lab, known: Known): Promise<Evidence> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    const snapshot = await lab.snapshot();
    const requests = plan(lab.scenario, snapshot);
    const [probes, apis] = await Promise.all([makeProbes(lab, snapshot, requests), readApis(lab, requests)]);
    if (sameState(snapshot, await lab.snapshot())) {
      const dataPlane = lab.record.real ? "cloud" : lab.supervisor.hello.dataPlane.kind;
      return { snapshot, apis, ...known, probes, dataPlane };
    }
  }
  throw new LabError("StillChanging", message("check.still-changing"), message("check.still-changing.hint"), 1);
}

/** Where there is nobody to ask, the cluster itself may be gone. */
async function readApis({ readApis: read }: Lab, requests: readonly ProbeRequest[]): Promise<ApiState> {
  if (read === null || requests.length === 0) return { kind: "not-asked" };
  try {
    const { snapshot, refused } = await read();
    return refused.length === 0 ? { kind: "read", snapshot } : { kind: "unreadable", reason: refused.join("; ") };
  } catch (error) {
    return { kind: "unreadable", reason: (error as Error).message.slice(0, REASON_CHARACTERS) };
  }
}

async function makeProbes(
  lab: Lab,
  snapshot: Snapshot,
  requests: readonly ProbeRequest[],
): Promise<Evidence["probes"]> {
  if (requests.length === 0) return [];
  const kube = await lab.kube("grader");
  const probes: Evidence["probes"][number][] = [];
  for (const request of requests) {
    const control = request.control && probes.find((one) => one.id === request.control);
    if (control && control.observation.outcome.kind !== "connected") continue;
    probes.push(await answer(lab, kube, snapshot, request));
  }
  return probes;
}

function sameState(a: Snapshot, b: Snapshot): boolean {
  return a.revision === b.revision || JSON.stringify(essence(a)) === JSON.stringify(essence(b));
}

/**
 * A revision grows with every commit, a heartbeat's too; what matters is what it says. A container that starts again and again
 * changes nothing about the way to it, and whoever made it so may be told that nothing listens.
 */
function essence(snapshot: Snapshot): Snapshot {
  return { ...snapshot, revision: 0, pods: snapshot.pods.map((pod) => ({ ...pod, incarnation: 0 })) };
}

async function answer(
  lab: Lab,
  kube: KubeClient,
  snapshot: Snapshot,
  request: ProbeRequest,
): Promise<Evidence["probes"][number]> {
  const { observation, nonce } = await probe(lab, request, {
    connectTimeoutS: CONNECT_TIMEOUT_S,
    kube,
    plain: true,
    isDropped: (moved) => showsDrop(snapshot, request, moved),
  });
  const targets = snapshot.pods.filter(({ addresses }) => addresses.includes(request.to.address));
  const connected = observation.outcome.kind === "connected";
  return { id: request.id, observation, ...(connected ? await findInLog(lab, kube, targets, nonce) : UNSEEN) };
}

type Seen = Pick<Evidence["probes"][number], "seenByTarget" | "seenFrom">;

const UNSEEN: Seen = { seenByTarget: null, seenFrom: null };

/** Pod B's own access log names the request and who asked, a moment after the answer. */
async function findInLog(lab: Lab, kube: KubeClient, targets: Snapshot["pods"], nonce: string): Promise<Seen> {
  try {
    const line = await waitFor("Pod B's log", LOG_LAG_MS, async () => {
      const lines = (await readLogs(lab, kube, targets)).split("\n");
      return lines.find((one) => one.includes(nonce)) ?? null;
    });
    return { seenByTarget: true, seenFrom: canonicalAddress(line.split(" ", 1)[0]!) };
  } catch (error) {
    return error instanceof LabError && error.code === "TimedOut" ? { ...UNSEEN, seenByTarget: false } : UNSEEN;
  }
}

/** Of the Pod that holds the address, and of no other that carries its labels. */
async function readLogs(lab: Lab, kube: KubeClient, pods: Snapshot["pods"]): Promise<string> {
  const query = { container: lab.scenario.podB.container, tailLines: LOG_LINES };
  const logs = await Promise.all(
    pods.map(({ namespace, name }) =>
      kube.text({ path: `/api/v1/namespaces/${namespace}/pods/${name}/log`, query, accept: "*/*" }),
    ),
  );
  return logs.join("\n");
}
