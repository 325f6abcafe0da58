import type { Controller, ControllerContext } from "../../controller.ts";
import { systemComponent } from "../conventions.ts";
import type { ContainerStatus, NodeObject, PodObject, PodStatus } from "../types.ts";
import { creating, nextStep, type Step } from "./container-status.ts";
import { assembleStatus } from "./pod-status.ts";

const SOURCE = "kubelet";

/**
 * How long a Pod that is to end is shown as Terminating. The data plane drops its containers as soon as it is marked, so
 * nothing is waited for.
 */
const TERMINATING_MS = 1000;

const LEASES = "kube-node-lease";

/** Plays every node's kubelet: tells in each Pod's status what became of its containers, and ends Pods. */
export const kubelet: Controller = {
  name: SOURCE,
  reconcile(context) {
    const { objects } = context;
    keepLeases(context);
    const nodes = new Map((objects.list("nodes") as readonly NodeObject[]).map((node) => [node.metadata.name, node]));
    for (const pod of objects.list("pods") as readonly PodObject[]) {
      const { namespace, name } = pod.metadata;
      if (pod.spec.nodeName === undefined) continue;
      const node = nodes.get(pod.spec.nodeName);
      const going = pod.metadata.deletionTimestamp !== undefined;
      // A Pod whose node has gone goes too; one bound by hand to a node that never was just waits.
      if (node === undefined && (going || pod.status?.startTime !== undefined))
        objects.delete("pods", namespace!, name);
      if (node === undefined) continue;
      if (going) end(context, pod);
      else if (pod.status?.phase !== "Succeeded" && pod.status?.phase !== "Failed") run(context, pod, node);
    }
  },
};

/** Each node's kubelet holds a lease; how often it renews it isn't played. */
function keepLeases({ objects }: ControllerContext): void {
  const home = objects.get("namespaces", null, LEASES);
  if (home === undefined || home.metadata.deletionTimestamp !== undefined) return;
  for (const node of objects.list("nodes")) {
    const { name, uid } = node.metadata;
    if (objects.get("leases", LEASES, name) !== undefined) continue;
    objects.create("leases", {
      apiVersion: "coordination.k8s.io/v1",
      kind: "Lease",
      metadata: { name, namespace: LEASES, ownerReferences: [{ apiVersion: "v1", kind: "Node", name, uid }] },
      spec: { holderIdentity: name, leaseDurationSeconds: 40 },
    });
  }
}

function run(context: ControllerContext, pod: PodObject, node: NodeObject): void {
  const { objects, runtime } = context;
  const hostIP = node.status?.addresses?.find((address) => address.type === "InternalIP")?.address;
  const placed = systemComponent(pod) === undefined || hostIP === undefined ? pod : withAddress(pod, hostIP);
  const steps = placed.spec.containers.map((container) => stepOf(context, placed, container.name));
  const status = assembleStatus(
    placed,
    steps.map((step) => step.status),
    hostIP,
    runtime.now(),
  );
  objects.updateStatus("pods", pod.metadata.namespace!, pod.metadata.name, status);
  for (const { events, againAfterMs } of steps) {
    for (const event of events) objects.event(pod, { ...event, source: SOURCE });
    if (againAfterMs !== null) context.againAfter(againAfterMs);
  }
  const obstacle = obstacleOf(pod);
  if (obstacle !== null && pod.status?.startTime === undefined) {
    objects.event(pod, { type: "Warning", reason: "FailedCreatePodSandBox", message: obstacle, source: SOURCE });
  }
}

function withAddress(pod: PodObject, ip: string): PodObject {
  const status: PodStatus = { ...pod.status, podIP: ip, podIPs: [{ ip }] };
  return { ...pod, status };
}

function stepOf({ workload, runtime }: ControllerContext, pod: PodObject, name: string): Step {
  const container = pod.spec.containers.find((candidate) => candidate.name === name)!;
  const old = pod.status?.containerStatuses?.find((status) => status.name === name);
  const { uid } = pod.metadata;
  const now = runtime.now();
  if (systemComponent(pod) !== undefined) {
    return nextStep(
      pod,
      container,
      old,
      { podUid: uid, container: name, incarnation: 0, state: { kind: "running" } },
      now,
    );
  }
  if (pod.status?.podIP === undefined) return { status: old ?? creating(container), events: [], againAfterMs: null };
  return nextStep(pod, container, old, workload(uid, name), now);
}

/** What this lab can't do for a Pod; null: nothing is asked that it can't. */
function obstacleOf(pod: PodObject): string | null {
  if (systemComponent(pod) !== undefined) return null;
  if (pod.spec.hostNetwork === true) return "this lab runs no Pods in a node's own network: leave hostNetwork out";
  if ((pod.spec.initContainers ?? []).length > 0)
    return "this lab doesn't run init containers; the others are started without them";
  return null;
}

/** Marks the containers as ended, and a moment later removes the Pod. */
function end({ objects, runtime, againAfter }: ControllerContext, pod: PodObject): void {
  const { namespace, name, deletionTimestamp, deletionGracePeriodSeconds = 0 } = pod.metadata;
  const asked = Date.parse(deletionTimestamp!) - deletionGracePeriodSeconds * 1000;
  const left = asked + Math.min(TERMINATING_MS, deletionGracePeriodSeconds * 1000) - runtime.now();
  if (left <= 0) return objects.delete("pods", namespace!, name);
  const statuses = pod.status?.containerStatuses ?? [];
  for (const status of statuses.filter((candidate) => candidate.state.running !== undefined)) {
    const message = `Stopping container ${status.name}`;
    objects.event(pod, { type: "Normal", reason: "Killing", message, source: SOURCE });
  }
  const ended = statuses.map((status) => stopped(status, runtime.now()));
  objects.updateStatus("pods", namespace!, name, {
    ...assembleStatus(pod, ended, undefined, runtime.now()),
    phase: pod.status?.phase,
  });
  againAfter(left);
}

function stopped(status: ContainerStatus, nowMs: number): ContainerStatus {
  if (status.state.running === undefined) return status;
  const { startedAt } = status.state.running;
  const finishedAt = `${new Date(nowMs).toISOString().slice(0, 19)}Z`;
  return {
    ...status,
    ready: false,
    started: false,
    state: { terminated: { exitCode: 0, reason: "Completed", startedAt, finishedAt } },
  };
}
