import type { Snapshot } from "@podpath/access-path";
import { plan, showsDrop, type Evidence, type ProbeRequest } from "@podpath/checker";
import { readOutputs } from "@podpath/infra";
import type { KubeClient } from "./clients/kube.ts";
import type { Context } from "./context.ts";
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

/** Everything a grade is made from, by the grader's own identity, which may read and exec but change nothing. */
export async function gatherEvidence(context: Context, lab: Lab): Promise<Evidence> {
  const outputs = readOutputs(context.folder.path("infra"));
  if (!outputs) throw new LabError("NotBuilt", message("lab.no-cluster"), message("lab.no-cluster.hint"), 1);
  const snapshot = await lab.snapshot();
  const kube = await lab.kube("grader");
  const probes: Evidence["probes"][number][] = [];
  for (const request of plan(lab.scenario, snapshot)) {
    const control = request.control && probes.find((one) => one.id === request.control);
    if (control && control.observation.outcome.kind !== "connected") continue;
    probes.push(await answer(lab, kube, snapshot, request));
  }
  return { snapshot, groupIds: outputs.groupIds, probes, answers: [], dataPlane: lab.supervisor.hello.dataPlane.kind };
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
    isDropped: (moved) => showsDrop(snapshot, request, moved),
  });
  const connected = observation.outcome.kind === "connected";
  return { id: request.id, observation, seenByTarget: connected ? await isInLog(lab, kube, nonce) : null };
}

/** Pod B's own access log names the request, a moment after the answer; null when it can't be read. */
async function isInLog(lab: Lab, kube: KubeClient, nonce: string): Promise<boolean | null> {
  try {
    return await waitFor("Pod B's log", LOG_LAG_MS, async () =>
      (await readLogs(lab, kube)).includes(nonce) ? true : null,
    );
  } catch (error) {
    return error instanceof LabError && error.code === "TimedOut" ? false : null;
  }
}

async function readLogs(lab: Lab, kube: KubeClient): Promise<string> {
  const { namespace, labelSelector } = lab.scenario.podB;
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const pods = await kube.json<{ items: { metadata: { name: string } }[] }>({ path, query: { labelSelector } });
  const logs = await Promise.all(
    pods.items.map((pod) =>
      kube.text({ path: `${path}/${pod.metadata.name}/log`, query: { tailLines: LOG_LINES }, accept: "*/*" }),
    ),
  );
  return logs.join("\n");
}
