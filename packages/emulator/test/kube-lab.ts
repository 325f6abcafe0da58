import type { Snapshot, WorkloadEvent } from "@podpath/access-path";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Controller, ControllerContext } from "../src/controller.ts";
import { bootstrapCluster } from "../src/kube/bootstrap-cluster.ts";
import { KUBE_CONTROLLERS } from "../src/kube/controllers/index.ts";
import { incarnationOf, systemComponent } from "../src/kube/conventions.ts";
import { createKubeApi } from "../src/kube/kube-api.ts";
import { createKubeObjects, type KubeObjects } from "../src/kube/kube-objects.ts";
import type { PodObject } from "../src/kube/types.ts";
import type { HostedCluster } from "../src/kube-host.ts";
import { createNodeRuntime } from "../src/node/runtime.ts";
import { serveKube } from "../src/node/serve-kube.ts";
import { createTls } from "../src/node/tls.ts";
import { createMemoryStore } from "../src/store/memory-store.ts";
import { createFakeDataPlane, type FakeDataPlane } from "./fake-data-plane.ts";

const SERVICE_CIDR = "172.16.0.0/20";

/** A cluster behind a real server, without the cloud around it: two nodes, and addresses by counting. */
export interface KubeLab {
  readonly objects: KubeObjects;
  readonly dataPlane: FakeDataPlane;
  readonly url: string;
  readonly caPem: string;
  readonly tokens: { readonly learner: string; readonly grader: string };
  /** Paths of kubeconfigs. */
  readonly kubeconfig: { readonly learner: string; readonly grader: string };
  close(): Promise<void>;
}

export async function startKubeLab(): Promise<KubeLab> {
  const runtime = createNodeRuntime((line) => process.stderr.write(`${line}\n`));
  const store = createMemoryStore();
  const prefix = "acc-1/kube/cls-1/";
  const objects = createKubeObjects({ store, prefix, runtime, serviceCidr: SERVICE_CIDR });
  const dataPlane = createFakeDataPlane();
  const tokens = { learner: "learner-token", grader: "grader-token" };
  bootstrapCluster(objects);
  for (const name of ["10.0.35.139", "10.0.35.179"]) createNode(objects, name);

  const cluster: HostedCluster = {
    accountId: "acc-1",
    clusterId: "cls-1",
    prefix,
    version: "v1.30.0-tke.1",
    objects,
    dataPlane,
    systemLog: (component) => [`I0101 first line of ${component}`, `I0101 second line of ${component}`],
  };
  const loop = runControllers(objects, dataPlane, store, prefix, runtime);
  const user = (token: string): "learner" | "grader" | undefined =>
    token === tokens.learner ? "learner" : token === tokens.grader ? "grader" : undefined;
  const api = createKubeApi(
    {
      authenticate(token) {
        const who = user(token);
        return who === undefined ? null : { cluster, user: who };
      },
    },
    runtime,
  );
  const tls = createTls();
  const server = await serveKube(api, tls);
  const folder = mkdtempSync(join(tmpdir(), "podpath-kube-"));
  const kubeconfig = { learner: join(folder, "learner"), grader: join(folder, "grader") };
  for (const who of ["learner", "grader"] as const)
    writeFileSync(kubeconfig[who], kubeconfigFor(server.url, tls.caPem, tokens[who]));
  return {
    objects,
    dataPlane,
    url: server.url,
    caPem: tls.caPem,
    tokens,
    kubeconfig,
    async close() {
      loop.stop();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
      store.close();
    },
  };
}

function kubeconfigFor(server: string, caPem: string, token: string): string {
  const ca = Buffer.from(caPem).toString("base64");
  return JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "lab", cluster: { server, "certificate-authority-data": ca } }],
    users: [{ name: "me", user: { token } }],
    contexts: [{ name: "lab", context: { cluster: "lab", user: "me" } }],
    "current-context": "lab",
  });
}

function createNode(objects: KubeObjects, name: string): void {
  objects.create("nodes", {
    apiVersion: "v1",
    kind: "Node",
    metadata: { name, labels: { "kubernetes.io/hostname": name } },
    spec: { providerID: `qcloud:///100003/ins-${name.split(".").at(-1)}` },
    status: {
      addresses: [{ type: "InternalIP", address: name }],
      capacity: { cpu: "2", memory: "4Gi", pods: "61" },
      allocatable: { cpu: "1930m", memory: "3Gi", pods: "61" },
      conditions: [
        { type: "Ready", status: "True", reason: "KubeletReady", message: "kubelet is posting ready status" },
      ],
      nodeInfo: {
        kubeletVersion: "v1.30.0-tke.1",
        osImage: "TencentOS Server 3.1",
        kernelVersion: "5.4",
        containerRuntimeVersion: "containerd://1.6.9",
      },
    },
  });
}

/** Addresses by counting, instead of ipamd. */
function counting(): Controller {
  let next = 20;
  return {
    name: "addresses",
    reconcile({ objects }) {
      for (const pod of objects.list("pods") as readonly PodObject[]) {
        if (pod.spec.nodeName === undefined || pod.status?.podIP !== undefined || pod.spec.hostNetwork === true)
          continue;
        if (systemComponent(pod) !== undefined) continue;
        const ip = `10.0.35.${(next += 1)}`;
        objects.updateStatus("pods", pod.metadata.namespace!, pod.metadata.name, {
          ...pod.status,
          podIP: ip,
          podIPs: [{ ip }],
        });
      }
    },
  };
}

function runControllers(
  objects: KubeObjects,
  dataPlane: FakeDataPlane,
  store: ReturnType<typeof createMemoryStore>,
  prefix: string,
  runtime: ReturnType<typeof createNodeRuntime>,
): { stop(): void } {
  const said = new Map<string, WorkloadEvent>();
  const bootstrap: Controller = { name: "bootstrap", reconcile: () => bootstrapCluster(objects) };
  const controllers = [bootstrap, ...KUBE_CONTROLLERS, counting()];
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  let due = false;
  const incarnation = (uid: string): number => {
    const pod = objects.list("pods").find((candidate) => candidate.metadata.uid === uid);
    return pod === undefined ? -1 : incarnationOf(pod);
  };
  const again = (ms: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      wake();
    }, ms);
    timers.add(timer);
  };
  const context = {
    account: { id: "acc-1", region: "ap-guangzhou", addressPlan: {} },
    clusterId: "cls-1",
    objects,
    runtime,
    workload(podUid, container) {
      const event = said.get(`${podUid}/${container}`);
      return event?.incarnation === incarnation(podUid) ? event : undefined;
    },
    systemLog() {},
    againAfter: again,
  } as Partial<ControllerContext> as ControllerContext;

  async function pass(): Promise<void> {
    due = false;
    for (let before = -1, rounds = 0; before !== store.revision; rounds += 1) {
      if (rounds > 100) throw new Error("controllers never come to rest");
      before = store.revision;
      for (const controller of controllers) objects.transaction(() => controller.reconcile(context));
    }
    await dataPlane.realise(snapshotOf(objects));
  }
  function wake(): void {
    if (due || stopped) return;
    due = true;
    setImmediate(
      () => void pass().catch((error: unknown) => process.stderr.write(`${String((error as Error).stack)}\n`)),
    );
  }
  dataPlane.onWorkload((event) => {
    said.set(`${event.podUid}/${event.container}`, event);
    wake();
  });
  const stopWatch = store.watch(prefix, wake);
  wake();
  return {
    stop() {
      stopped = true;
      stopWatch();
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

/** As much of a snapshot as the fake data plane reads. */
function snapshotOf(objects: KubeObjects): Snapshot {
  const pods = (objects.list("pods") as readonly PodObject[])
    .filter(
      (pod) =>
        pod.status?.podIP !== undefined &&
        pod.metadata.deletionTimestamp === undefined &&
        systemComponent(pod) === undefined,
    )
    .map((pod) => ({ uid: pod.metadata.uid, incarnation: incarnationOf(pod), containers: pod.spec.containers }));
  return { pods } as unknown as Snapshot;
}
