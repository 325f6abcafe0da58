import type { DataPlane, WorkloadEvent } from "@podpath/access-path";
import type { KubeObject } from "./kube/cluster-objects.ts";
import { incarnationOf } from "./kube/conventions.ts";

/** What the data plane last said of each container. Not stored: a data plane that starts anew says it all again. */
export interface Workloads {
  /** Of this Pod's present incarnation; what was said of an earlier one is old news. */
  of(pod: KubeObject | undefined, container: string): WorkloadEvent | undefined;
  /** Forgets all but these Pods. */
  keep(podUids: ReadonlySet<string>): void;
}

export function followWorkloads(dataPlane: DataPlane, onChange: () => void): Workloads {
  const events = new Map<string, WorkloadEvent>();
  dataPlane.onWorkload((event) => {
    events.set(`${event.podUid}/${event.container}`, event);
    onChange();
  });
  return {
    of(pod, container) {
      const event = events.get(`${pod?.metadata.uid}/${container}`);
      return pod !== undefined && incarnationOf(pod) === event?.incarnation ? event : undefined;
    },
    keep(podUids) {
      for (const [key, { podUid }] of events) if (!podUids.has(podUid)) events.delete(key);
    },
  };
}
