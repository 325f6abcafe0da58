import type { WorkloadEvent, WorkloadState } from "@podpath/access-path";
import type { ControllerContext } from "../src/controller.ts";
import { bootstrapCluster } from "../src/kube/bootstrap-cluster.ts";
import type { KubeObject } from "../src/kube/cluster-objects.ts";
import { KUBE_CONTROLLERS } from "../src/kube/controllers/index.ts";
import { incarnationOf } from "../src/kube/conventions.ts";
import { createKubeObjects, type KubeObjects } from "../src/kube/kube-objects.ts";
import type { ContainerSpec, EventObject, PodObject } from "../src/kube/types.ts";
import type { Runtime } from "../src/runtime.ts";
import { createMemoryStore } from "../src/store/memory-store.ts";
import type { Store } from "../src/store/store.ts";

/** A cluster without servers, whose clock stands still until it is told to go on. */
export interface TestCluster {
  readonly objects: KubeObjects;
  readonly store: Store;
  readonly runtime: Runtime;
  /** Runs controllers until none writes. */
  settle(): void;
  /** Moves the clock, runs what was due, and settles. */
  advance(ms: number): void;
  /** Says what the data plane would: of every container of the Pod's present incarnation. */
  say(pod: KubeObject, state: WorkloadState): void;
  pods(): readonly PodObject[];
  pod(name: string): PodObject;
  /** `reason: message` of Events about objects whose name begins like this. */
  events(name: string): readonly string[];
}

export const NODES = ["10.0.35.139", "10.0.35.179"] as const;

/** 2026-01-01T00:00:00Z */
const START = Date.UTC(2026, 0, 1);

export function createTestCluster(): TestCluster {
  const store = createMemoryStore();
  const timers = new Set<{ readonly at: number; readonly call: () => void }>();
  let now = START;
  let seed = 1;
  const runtime: Runtime = {
    now: () => now,
    after(ms, call) {
      const timer = { at: now + ms, call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    randomBytes(length) {
      return Uint8Array.from({ length }, () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) >> 16);
    },
    sha256: () => "",
    hmacSha256: () => new Uint8Array(),
    log() {},
  };
  const objects = createKubeObjects({ store, prefix: "acc/kube/cls/", runtime, serviceCidr: "172.16.0.0/24" });
  const said = new Map<string, WorkloadEvent>();
  bootstrapCluster(objects);
  for (const name of NODES) createNode(objects, name);

  const context = {
    objects,
    runtime,
    clusterId: "cls",
    workload(podUid, container) {
      const pod = objects.list("pods").find((each) => each.metadata.uid === podUid);
      const event = said.get(`${podUid}/${container}`);
      return pod !== undefined && event?.incarnation === incarnationOf(pod) ? event : undefined;
    },
    systemLog() {},
    againAfter: (ms) => void runtime.after(ms, () => {}),
  } as Partial<ControllerContext> as ControllerContext;

  function settle(): void {
    for (let rounds = 0, before = -1; before !== store.revision; rounds += 1) {
      if (rounds > 50) throw new Error("controllers never come to rest");
      before = store.revision;
      for (const controller of KUBE_CONTROLLERS) objects.transaction(() => controller.reconcile(context));
      giveAddresses(objects);
    }
  }

  return {
    objects,
    store,
    runtime,
    settle,
    advance(ms) {
      settle();
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at)[0];
        if (due === undefined) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.call();
        settle();
      }
      now = end;
      settle();
    },
    say(pod, state) {
      const current = objects.get("pods", pod.metadata.namespace!, pod.metadata.name) as PodObject;
      for (const { name } of current.spec.containers) {
        const { uid } = current.metadata;
        said.set(`${uid}/${name}`, { podUid: uid, container: name, incarnation: incarnationOf(current), state });
      }
      settle();
    },
    pods: () => objects.list("pods") as readonly PodObject[],
    pod: (name) => objects.get("pods", "default", name) as PodObject,
    events: (name) =>
      (objects.list("events") as readonly EventObject[])
        .filter((event) => event.involvedObject.name.startsWith(name))
        .map((event) => `${event.reason}: ${event.message}`),
  };
}

/** Addresses by counting, instead of ipamd. */
function giveAddresses(objects: KubeObjects): void {
  for (const pod of objects.list("pods") as readonly PodObject[]) {
    if (pod.spec.nodeName === undefined || pod.status?.podIP !== undefined) continue;
    const taken = objects.list("pods").filter((other) => (other as PodObject).status?.podIP !== undefined).length;
    const ip = `10.0.35.${21 + taken}`;
    const { namespace, name } = pod.metadata;
    objects.updateStatus("pods", namespace!, name, { ...pod.status, podIP: ip, podIPs: [{ ip }] });
  }
}

function createNode(objects: KubeObjects, name: string): void {
  objects.create("nodes", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name } },
    status: {
      addresses: [{ type: "InternalIP", address: name }],
      allocatable: { cpu: "2", memory: "4Gi", pods: "61" },
      conditions: [{ type: "Ready", status: "True" }],
    },
  });
}

type NewObject = Parameters<KubeObjects["create"]>[1];

export function newPod(name: string, spec: object = {}, container: Partial<ContainerSpec> = {}): NewObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace: "default", labels: { app: name } },
    spec: { containers: [{ name: "c", image: "nginx", ...container }], ...spec },
  };
}

export function newDeployment(name: string, replicas: number, spec: object = {}): NewObject {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: "default" },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "c", image: "nginx:1" }] } },
      ...spec,
    },
  };
}
