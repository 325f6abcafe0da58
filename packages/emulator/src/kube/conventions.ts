import type { KubeObject } from "./cluster-objects.ts";
import type { PodObject } from "./types.ts";

/**
 * Marks a Pod that belongs to the cluster's own machinery (`tke-eni-ipamd`, `tke-eni-agent`, …): it is shown as Running,
 * no data plane runs it, and its log is what the controllers that play the part of this component have written. The value
 * is the component's name.
 */
export const SYSTEM_POD_ANNOTATION = "podpath.dev/system-pod";

/** @returns the component that a system Pod stands for; undefined for a Pod of the learner's */
export function systemComponent(pod: KubeObject): string | undefined {
  return pod.metadata.annotations?.[SYSTEM_POD_ANNOTATION];
}

/** How often the containers of a Pod were started again: what `Pod.incarnation` of a snapshot counts. */
export function incarnationOf(pod: KubeObject): number {
  const statuses = (pod as PodObject).status?.containerStatuses ?? [];
  return statuses.reduce((sum, status) => sum + status.restartCount, 0);
}
