import type { KubeClient } from "../clients/kube.ts";
import type { Pace } from "../pace.ts";
import { waitFor } from "../wait-for.ts";
import { NotSeen } from "./experiment.ts";
import type { Party } from "./hands.ts";
import type { UndoLog } from "./undo.ts";

const PACE: Pace = { firstMs: 250, growth: 1.5, longestMs: 4_000 };

interface PodObject {
  readonly metadata: { readonly uid: string };
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status?: { readonly phase?: string };
}

/**
 * A Pod in a node's own network with the node's files to read, as `kubectl debug node` makes one: what runs in it by chroot is the
 * node's own `ip`. It asks for no privilege, and mounts the files read-only.
 *
 * @throws NotSeen where the cluster forbids such Pods, or doesn't start them
 */
export async function startNodePod(
  kube: KubeClient,
  undo: UndoLog,
  like: Party,
  node: string,
  timeoutMs: number,
): Promise<Party> {
  const pods = `/api/v1/namespaces/${like.namespace}/pods`;
  const { spec } = await kube.json<PodObject>({ path: `${pods}/${like.name}` });
  const name = `podpath-parity-node-${node.replaceAll(/[^a-z0-9-]/g, "-")}`;
  undo.note({ kind: "delete-pod", namespace: like.namespace, name });
  try {
    await kube.json({
      method: "POST",
      path: pods,
      contentType: "application/json",
      body: podBody(name, node, spec.containers[0]!.image),
    });
    await waitFor(name, timeoutMs, () => looksRunning(kube, like.namespace, name), PACE);
  } catch (error) {
    throw error instanceof NotSeen ? error : new NotSeen(`no Pod in a node's network: ${(error as Error).message}`);
  }
  return { ...like, name, container: "node" };
}

function podBody(name: string, node: string, image: string): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name },
    spec: {
      nodeName: node,
      hostNetwork: true,
      terminationGracePeriodSeconds: 0,
      containers: [
        {
          name: "node",
          image,
          command: ["sleep", "900"],
          volumeMounts: [{ name: "host", mountPath: "/host", readOnly: true }],
        },
      ],
      volumes: [{ name: "host", hostPath: { path: "/" } }],
    },
  };
}

async function looksRunning(kube: KubeClient, namespace: string, name: string): Promise<true | null> {
  const { status } = await kube.json<PodObject>({ path: `/api/v1/namespaces/${namespace}/pods/${name}` });
  if (status?.phase === "Running") return true;
  if (status?.phase === "Failed") throw new NotSeen("no Pod in a node's network: it failed to start");
  await refuseObstacle(kube, namespace, name);
  return null;
}

/** A sandbox's kubelet says at once that it won't. */
async function refuseObstacle(kube: KubeClient, namespace: string, name: string): Promise<void> {
  const { items } = await kube.json<{ items: readonly { reason?: string; message?: string }[] }>({
    path: `/api/v1/namespaces/${namespace}/events`,
    query: { fieldSelector: `involvedObject.name=${name}` },
  });
  const refused = items.find(({ reason }) => reason === "FailedCreatePodSandBox");
  if (refused) throw new NotSeen(`no Pod in a node's network: ${refused.message ?? "FailedCreatePodSandBox"}`);
}
