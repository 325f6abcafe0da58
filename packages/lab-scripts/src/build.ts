import type { Snapshot } from "@podpath/access-path";
import { renderManifest, type Scenario } from "@podpath/scenarios";
import { applyManifest, type Applied } from "./clients/kube-apply.ts";
import type { KubeClient } from "./clients/kube.ts";
import { LabError } from "./lab-error.ts";
import { findActor, type Lab } from "./lab.ts";
import type { LabFolder } from "./lab-folder.ts";
import { tolerate } from "./real-cluster/tolerate.ts";
import { SANDBOX_PACE, type Pace } from "./pace.ts";
import { message } from "./text/translate.ts";
import { waitFor } from "./wait-for.ts";

/** In the sandbox Pods are up in about 100 ms; a rolling machine may need longer. */
const SANDBOX_PATIENCE: ReadyPatience = { timeoutMs: 30_000, pace: SANDBOX_PACE };

/** How long Pods are waited for, and how often one looks. */
export interface ReadyPatience {
  readonly timeoutMs: number;
  readonly pace: Pace;
}

/** The manifest with this cluster's node names, as it is kept in `.lab/work/deployment.yaml` for the learner's own kubectl. */
export function writeManifest(
  folder: LabFolder,
  scenario: Scenario,
  snapshot: Snapshot,
  /** Whose nodes keep other people's Pods away; null: nobody else is there. */
  labId: string | null = null,
): string {
  const rendered = renderManifest(scenario, nodesOf(snapshot));
  const manifest = labId === null ? rendered : tolerate(rendered, labId);
  folder.writeText("work/deployment.yaml", manifest);
  return manifest;
}

function nodesOf({ nodes }: Snapshot): { nodeA: string; nodeB: string } {
  const [nodeA, nodeB] = nodes.map((node) => node.name);
  if (nodeA && nodeB) return { nodeA, nodeB };
  throw new LabError("NoNodes", message("lab.no-nodes", { count: nodes.length }), message("lab.no-nodes.hint"), 1);
}

/** Applies the drill's Deployments and waits until both actors answer for themselves. */
export async function deploy(
  lab: Lab,
  folder: LabFolder,
  patience: ReadyPatience = SANDBOX_PATIENCE,
): Promise<readonly Applied[]> {
  const kube = await lab.kube();
  const applied = await applyManifest(kube, writeManifest(folder, lab.scenario, await lab.snapshot(), taintedFor(lab)));
  await waitReady(lab, kube, patience);
  return applied;
}

/** In somebody's cluster the lab's nodes are tainted. */
function taintedFor({ record: { real } }: Lab): string | null {
  return real?.deployment.shape.kind === "existing" ? real.deployment.labId : null;
}

/** Waits until both actors' Pods are Ready by the API's own account and in the snapshot. */
export async function waitReady(lab: Lab, kube: KubeClient, patience: ReadyPatience = SANDBOX_PATIENCE): Promise<void> {
  const { timeoutMs, pace } = patience;
  for (const role of ["podA", "podB"] as const) {
    const { namespace, labelSelector } = lab.scenario[role];
    let seen: readonly PodOnTheWay[] = [];
    const look = async () => {
      const path = `/api/v1/namespaces/${namespace}/pods`;
      seen = (await kube.json<{ items: PodOnTheWay[] }>({ path, query: { labelSelector } })).items;
      const ready = seen.some((pod) =>
        pod.status?.conditions?.some((one) => one.type === "Ready" && one.status === "True"),
      );
      return ready ? findActor(await lab.snapshot(), lab.scenario, role) : null;
    };
    try {
      await waitFor(role, timeoutMs, look, pace);
    } catch (error) {
      const [pod] = seen;
      throw pod && error instanceof LabError && error.code === "TimedOut" ? notReady(pod, timeoutMs) : error;
    }
  }
}

interface PodOnTheWay {
  readonly metadata: { readonly name: string };
  readonly status?: {
    readonly phase?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly {
      readonly state: { readonly waiting?: { readonly reason?: string; readonly message?: string } };
    }[];
  };
}

/** A Pod is there but not Ready: its own account of why, and where to read on. */
function notReady({ metadata: { name }, status = {} }: PodOnTheWay, timeoutMs: number): LabError {
  const waiting = status.containerStatuses?.find((one) => one.state.waiting !== undefined)?.state.waiting;
  const reason = [waiting?.reason ?? status.phase ?? "?", waiting?.message].filter(Boolean).join(": ");
  const text = message("up.not-ready", { pod: name, seconds: timeoutMs / 1000, reason });
  return new LabError("PodNotReady", text, message("up.not-ready.hint", { pod: name }));
}
