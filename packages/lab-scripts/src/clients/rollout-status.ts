import type { KubeResource } from "./kube.ts";

/** Where a Deployment's rollout stands, in kubectl's words. */
export interface Rollout {
  readonly done: boolean;
  readonly text: string;
}

interface Counts {
  readonly replicas?: number;
  readonly updatedReplicas?: number;
  readonly availableReplicas?: number;
  readonly observedGeneration?: number;
}

/** As `kubectl rollout status` reads a Deployment's status. */
export function rolloutOf({ metadata, spec = {}, status = {} }: KubeResource): Rollout {
  const name = metadata.name;
  const generation = (metadata as { generation?: number }).generation ?? 0;
  const { replicas = 0, updatedReplicas = 0, availableReplicas = 0, observedGeneration = 0 } = status as Counts;
  const wanted = (spec["replicas"] as number | undefined) ?? 1;
  const waiting = (what: string): Rollout => ({
    done: false,
    text: `Waiting for deployment "${name}" rollout to finish: ${what}...`,
  });
  if (generation > observedGeneration)
    return { done: false, text: "Waiting for deployment spec update to be observed..." };
  if (updatedReplicas < wanted) return waiting(`${updatedReplicas} out of ${wanted} new replicas have been updated`);
  if (replicas > updatedReplicas) return waiting(`${replicas - updatedReplicas} old replicas are pending termination`);
  if (availableReplicas < updatedReplicas)
    return waiting(`${availableReplicas} of ${updatedReplicas} updated replicas are available`);
  return { done: true, text: `deployment "${name}" successfully rolled out` };
}
