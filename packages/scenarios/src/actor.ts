import type { Pod } from "@podpath/access-path";
import type { ActorSpec } from "./scenario.ts";

/**
 * The Pod that plays a part: in the actor's namespace and with its labels. While a Deployment rolls there may be several;
 * the first by name is taken, so that every caller speaks of the same one.
 */
export function findActor(spec: ActorSpec, pods: readonly Pod[]): Pod | undefined {
  const matching = pods.filter((pod) => pod.namespace === spec.namespace && hasLabels(pod.labels, spec.labelSelector));
  return matching.toSorted((a, b) => (a.name < b.name ? -1 : 1))[0];
}

function hasLabels(labels: Readonly<Record<string, string>>, selector: string): boolean {
  return selector.split(",").every((term) => {
    const [key = "", value = ""] = term.split("=", 2);
    return Object.hasOwn(labels, key) && labels[key] === value;
  });
}
