import type { Execution, OutputSink } from "@podpath/access-path";
import type { HostedCluster } from "../../kube-host.ts";
import type { PodObject } from "../types.ts";
import { requireRunning } from "./container.ts";
import { getObject } from "./read.ts";
import type { ResourceRoute } from "./route.ts";

/** Connections to ports of one Pod, each carried by a small program inside it. */
export interface Forwarding {
  readonly kind: "forwarding";
  /** Opens a connection; the execution's input and output are its bytes, and it fails when nothing listens. */
  connect(port: number, sink: OutputSink): Execution;
}

/**
 * Bash is the one program of a Pod that can open a connection without help. The background copy would lose its input
 * without the detour over 4; when the far end closes, the copy towards it is of no use any more.
 */
const RELAY =
  'exec 3<>"/dev/tcp/127.0.0.1/$0" || exit 1; exec 4<&0; cat <&4 >&3 & cat <&3; kill $! 2>/dev/null; exit 0';

/**
 * `pods/<name>/portforward`: like on a real cluster it enters the Pod from its node, so no security group sees it.
 *
 * @throws KubeError NotFound, BadRequest
 */
export function openPortForward(cluster: HostedCluster, route: ResourceRoute): Forwarding {
  const pod = getObject(cluster.objects, route) as PodObject;
  const container = requireRunning(pod, pod.spec.containers[0]!.name);
  const target = { kind: "pod", uid: pod.metadata.uid, container } as const;
  return {
    kind: "forwarding",
    connect: (port, sink) =>
      cluster.dataPlane.exec({ target, command: ["bash", "-c", RELAY, String(port)], stdin: true }, sink),
  };
}
