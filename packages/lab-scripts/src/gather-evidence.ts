import type { RuleCounter, Snapshot } from "@podpath/access-path";
import { plan, type Evidence, type ProbeRequest } from "@podpath/checker";
import { readOutputs } from "@podpath/infra";
import type { KubeClient } from "./clients/kube.ts";
import type { Context } from "./context.ts";
import { LabError } from "./lab-error.ts";
import type { Lab } from "./lab.ts";
import { probe } from "./probe.ts";
import { message } from "./text/translate.ts";

/** The kernel's word on a drop comes within milliseconds; this is for when it has none to give. */
const CONNECT_TIMEOUT_S = 1;

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
  return { snapshot, groupIds: outputs.groupIds, probes, dataPlane: lab.supervisor.hello.dataPlane.kind };
}

async function answer(lab: Lab, kube: KubeClient, snapshot: Snapshot, request: ProbeRequest): Promise<Evidence["probes"][number]> {
  const { observation, nonce } = await probe(lab, request, {
    connectTimeoutS: CONNECT_TIMEOUT_S,
    kube,
    isDropped: (moved) => moved.some((counter) => isDrop(snapshot, counter)),
  });
  const connected = observation.outcome.kind === "connected";
  return { id: request.id, observation, seenByTarget: connected ? await isInLog(lab, kube, nonce) : null };
}

/** Whether a counter is one of a rule, or of the implicit end, that drops. */
function isDrop(snapshot: Snapshot, { groupId, direction, rule }: RuleCounter): boolean {
  if (rule === null) return true;
  const group = snapshot.securityGroups.find((one) => one.id === groupId);
  return group?.[direction][rule]?.action === "drop";
}

/** Pod B's own access log names the request; null when it can't be read. */
async function isInLog(lab: Lab, kube: KubeClient, nonce: string): Promise<boolean | null> {
  const { namespace, labelSelector } = lab.scenario.podB;
  try {
    const pods = await kube.json<{ items: { metadata: { name: string } }[] }>({ path: `/api/v1/namespaces/${namespace}/pods`, query: { labelSelector } });
    const logs = await Promise.all(
      pods.items.map((pod) => kube.text({ path: `/api/v1/namespaces/${namespace}/pods/${pod.metadata.name}/log`, query: { tailLines: "100" }, accept: "*/*" })),
    );
    return logs.some((log) => log.includes(nonce));
  } catch {
    return null;
  }
}
