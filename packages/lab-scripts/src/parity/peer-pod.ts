import type { KubeClient } from "../clients/kube.ts";
import type { Pace } from "../pace.ts";
import { waitFor } from "../wait-for.ts";
import type { Party } from "./hands.ts";
import type { UndoLog } from "./undo.ts";

const NAME = "podpath-parity-peer";
const PACE: Pace = { firstMs: 250, growth: 1.5, longestMs: 4_000 };

interface PodObject {
  readonly spec: { readonly containers: readonly { readonly image: string }[] };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
  };
}

/** A Pod like Pod B on Pod B's node: put there by name, so that no taint or label is asked. @returns its address */
export async function startPeer(kube: KubeClient, undo: UndoLog, b: Party, timeoutMs: number): Promise<string> {
  const pods = `/api/v1/namespaces/${b.namespace}/pods`;
  const like = await kube.json<PodObject>({ path: `${pods}/${b.name}` });
  undo.note({ kind: "delete-pod", namespace: b.namespace, name: NAME });
  await kube.json({
    method: "POST",
    path: pods,
    contentType: "application/json",
    body: {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name: NAME },
      spec: {
        nodeName: b.node,
        terminationGracePeriodSeconds: 0,
        containers: [{ name: "web", image: like.spec.containers[0]!.image, ports: [{ containerPort: 80 }] }],
      },
    },
  });
  return waitFor(
    NAME,
    timeoutMs,
    async () => {
      const { status } = await kube.json<PodObject>({ path: `${pods}/${NAME}` });
      const isReady = status?.conditions?.some((one) => one.type === "Ready" && one.status === "True");
      return isReady && status?.podIP ? status.podIP : null;
    },
    PACE,
  );
}
