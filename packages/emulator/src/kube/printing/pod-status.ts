import type { Condition, ContainerStatus, PodObject } from "../types.ts";

/**
 * The word in kubectl's STATUS column: the phase, unless a container or a deletion says something more telling.
 *
 * @source k8s.io/kubernetes/pkg/printers/internalversion printPod
 */
export function podStatusWord(pod: PodObject): string {
  const status = pod.status;
  if (pod.metadata.deletionTimestamp !== undefined) {
    return status?.reason === "NodeLost" ? "Unknown" : "Terminating";
  }
  let word = status?.reason ?? status?.phase ?? "Unknown";
  let running = false;
  for (const container of (status?.containerStatuses ?? []).toReversed()) {
    word = containerWord(container) ?? word;
    running ||= container.ready && container.state.running !== undefined;
  }
  if (word !== "Completed" || !running) return word;
  return isReady(status?.conditions) ? "Running" : "NotReady";
}

function containerWord({ state }: ContainerStatus): string | undefined {
  if (state.waiting?.reason !== undefined) return state.waiting.reason;
  if (state.terminated !== undefined) return state.terminated.reason ?? `ExitCode:${state.terminated.exitCode}`;
  return undefined;
}

/** Whether the condition `Ready` is true. */
export function isReady(conditions: readonly Condition[] | undefined): boolean {
  return conditions?.some((condition) => condition.type === "Ready" && condition.status === "True") ?? false;
}
