import { KubeError } from "../kube-error.ts";
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
