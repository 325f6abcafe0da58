import type { Controller } from "../../controller.ts";
import { isReady } from "../printing/pod-status.ts";
import { sameJson } from "../same-json.ts";
import type { DaemonSetObject, NodeObject, PodObject } from "../types.ts";
import { controllerReference, ownedBy } from "./ownership.ts";
import { isActive, podOf } from "./replica-set.ts";
import { nodeRefusal } from "./node-fit.ts";
import { templateHash } from "./template-hash.ts";

const SOURCE = "daemonset-controller";
const HASH = "controller-revision-hash";

/** Keeps one Pod of each daemon set on every node that takes it. A changed template replaces Pods one by one. */
export const daemonSetController: Controller = {
  name: SOURCE,
  reconcile({ objects }) {
    const nodes = objects.list("nodes") as readonly NodeObject[];
    for (const set of objects.list("daemonsets") as readonly DaemonSetObject[]) {
      if (set.metadata.deletionTimestamp !== undefined) continue;
      const { namespace, name, generation } = set.metadata;
      const hash = templateHash(set.spec.template, 0);
      const all = (objects.list("pods", namespace) as readonly PodObject[]).filter(ownedBy(set));
      const wanted = nodes.filter((node) => nodeRefusal(templatePod(set), node, { daemon: true }) === null);
      const current = all.filter(isActive);
      const isNew = (pod: PodObject): boolean => pod.metadata.labels?.[HASH] === hash;
      for (const node of wanted) {
        if (all.some((pod) => pod.spec.nodeName === node.metadata.name)) continue;
        const { metadata, spec, ...rest } = podOf(set, set.spec.template);
        const pod = objects.create("pods", {
          ...rest,
          metadata: {
            ...metadata,
            labels: { ...metadata.labels, [HASH]: hash },
            ownerReferences: [controllerReference(set)],
          },
          spec: { ...(spec as object), nodeName: node.metadata.name },
        });
        objects.event(set, {
          type: "Normal",
          reason: "SuccessfulCreate",
          message: `Created pod: ${pod.metadata.name}`,
          source: SOURCE,
        });
      }
      const surplus = current.filter((pod) => !wanted.some((node) => node.metadata.name === pod.spec.nodeName));
      const outdated = current.every((pod) => isReady(pod.status?.conditions))
        ? current.filter((pod) => !isNew(pod)).slice(0, 1)
        : [];
      for (const pod of new Set([...surplus, ...outdated])) objects.remove("pods", namespace!, pod.metadata.name);
      const left = (objects.list("pods", namespace) as readonly PodObject[]).filter(ownedBy(set)).filter(isActive);
      const ready = left.filter((pod) => isReady(pod.status?.conditions)).length;
      const updated = left.filter(isNew).length;
      const status = {
        currentNumberScheduled: left.length,
        numberMisscheduled: 0,
        desiredNumberScheduled: wanted.length,
        numberReady: ready,
        observedGeneration: generation,
        ...(updated > 0 ? { updatedNumberScheduled: updated } : {}),
        ...(ready > 0 ? { numberAvailable: ready } : {}),
        ...(wanted.length > ready ? { numberUnavailable: wanted.length - ready } : {}),
      };
      if (!sameJson(status, set.status)) objects.updateStatus("daemonsets", namespace!, name, status);
    }
  },
};

function templatePod({ spec }: DaemonSetObject): Pick<PodObject, "spec"> {
  return { spec: spec.template.spec };
}
