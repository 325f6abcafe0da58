import type { Controller } from "../../controller.ts";
import type { NodeObject, PodObject } from "../types.ts";
import { withCondition } from "./conditions.ts";
import { nodeRefusal } from "./node-fit.ts";
import { addDemand, demandOf, type Demand } from "./resources.ts";

const SOURCE = "default-scheduler";

/** Binds each waiting Pod to a node that takes it: the one with the fewest Pods, the first by name among equals. */
export const scheduler: Controller = {
  name: SOURCE,
  reconcile({ objects, runtime }) {
    const pods = objects.list("pods") as readonly PodObject[];
    const waiting = pods.filter(isWaiting);
    if (waiting.length === 0) return;
    const nodes = objects.list("nodes") as readonly NodeObject[];
    const used = new Map(nodes.map((node) => [node.metadata.name, usedOn(node, pods)]));
    for (const pod of waiting) {
      const { namespace, name } = pod.metadata;
      const refusals = new Map<string, number>();
      const fitting = nodes.filter((node) => {
        const refusal = nodeRefusal(pod, node, { used: used.get(node.metadata.name)! });
        if (refusal !== null) refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
        return refusal === null;
      });
      const [node] = fitting.toSorted(
        (a, b) => podsOn(used, a) - podsOn(used, b) || a.metadata.name.localeCompare(b.metadata.name),
      );
      if (node === undefined) {
        const message = refusalText(nodes.length, refusals);
        const known = pod.status?.conditions?.some(
          (condition) => condition.type === "PodScheduled" && condition.message === message,
        );
        if (known === true) continue;
        const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message } as const;
        objects.updateStatus("pods", namespace!, name, {
          ...pod.status,
          conditions: withCondition(pod.status?.conditions, condition, runtime.now()),
        });
        objects.event(pod, { type: "Warning", reason: "FailedScheduling", message, source: SOURCE });
        continue;
      }
      used.set(node.metadata.name, addDemand(used.get(node.metadata.name)!, demandOf(pod.spec)));
      objects.update("pods", { ...pod, spec: { ...pod.spec, nodeName: node.metadata.name } });
      const conditions = withCondition(pod.status?.conditions, { type: "PodScheduled", status: "True" }, runtime.now());
      objects.updateStatus("pods", namespace!, name, { ...pod.status, conditions });
      const message = `Successfully assigned ${namespace}/${name} to ${node.metadata.name}`;
      objects.event(pod, { type: "Normal", reason: "Scheduled", message, source: SOURCE });
    }
  },
};

function isWaiting(pod: PodObject): boolean {
  const gated = ((pod.spec["schedulingGates"] as readonly unknown[] | undefined) ?? []).length > 0;
  const ours = (pod.spec.schedulerName ?? SOURCE) === SOURCE;
  return pod.spec.nodeName === undefined && pod.metadata.deletionTimestamp === undefined && ours && !gated;
}

function usedOn(node: NodeObject, pods: readonly PodObject[]): Demand {
  const there = pods.filter(
    (pod) =>
      pod.spec.nodeName === node.metadata.name && pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed",
  );
  return there.reduce<Demand>((sum, pod) => addDemand(sum, demandOf(pod.spec)), { pods: 0 });
}

function podsOn(used: ReadonlyMap<string, Demand>, node: NodeObject): number {
  return used.get(node.metadata.name)?.["pods"] ?? 0;
}

/** `0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: …` */
function refusalText(nodes: number, refusals: ReadonlyMap<string, number>): string {
  if (nodes === 0) return "no nodes available to schedule pods";
  const told = [...refusals].map(([reason, count]) => `${count} ${reason}`).sort();
  const of = `0/${nodes} nodes are available`;
  return `${of}: ${told.join(", ")}. preemption: ${of}: ${nodes} Preemption is not helpful for scheduling.`;
}
