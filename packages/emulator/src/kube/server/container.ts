import { systemComponent } from "../conventions.ts";
import { KubeError } from "../kube-error.ts";
import { podStatusWord } from "../printing/pod-status.ts";
import type { PodObject } from "../types.ts";

/**
 * The container that is meant: the named one, or the only one, or the one that an annotation makes the default.
 *
 * @throws KubeError BadRequest
 */
export function containerOf(pod: PodObject, name: string | undefined): string {
  const names = pod.spec.containers.map((container) => container.name);
  const usual = pod.metadata.annotations?.["kubectl.kubernetes.io/default-container"];
  const wanted = name === undefined || name === "" ? (usual ?? (names.length === 1 ? names[0] : undefined)) : name;
  if (wanted === undefined) {
    const choice = `a container name must be specified for pod ${pod.metadata.name}, choose one of: [${names.join(" ")}]`;
    throw new KubeError("BadRequest", choice);
  }
  if (!names.includes(wanted)) {
    throw new KubeError("BadRequest", `container ${wanted} is not valid for pod ${pod.metadata.name}`);
  }
  return wanted;
}

/**
 * The container that is meant, which must be one that runs something.
 *
 * @throws KubeError BadRequest
 */
export function requireRunning(pod: PodObject, name: string | undefined): string {
  const container = containerOf(pod, name);
  const { metadata, status } = pod;
  if (systemComponent(pod) !== undefined) {
    const why = "stands for a managed component of TKE: it shows its log, and runs nothing that could be entered";
    throw new KubeError("BadRequest", `pod ${metadata.name} ${why}`);
  }
  const running = status?.containerStatuses?.some(
    (each) => each.name === container && each.state.running !== undefined,
  );
  if (running !== true) {
    const why = `it is not running (Pod ${metadata.name} is ${podStatusWord(pod)})`;
    throw new KubeError("BadRequest", `container not found ("${container}"): ${why}`);
  }
  return container;
}
