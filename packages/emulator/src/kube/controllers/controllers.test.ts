import { beforeEach, describe, expect, test } from "vitest";
import { createTestCluster, newDeployment, newPod, NODES, type TestCluster } from "../../../test/kube-cluster.ts";
import { podStatusWord } from "../printing/pod-status.ts";
import type { DeploymentObject, NodeObject, PodObject, ReplicaSetObject } from "../types.ts";

let cluster: TestCluster;
beforeEach(() => {
  cluster = createTestCluster();
});

const running = { kind: "running" } as const;
const exited = (status: number) => ({ kind: "exited", status }) as const;
const living = (): readonly PodObject[] => cluster.pods().filter((pod) => pod.metadata.deletionTimestamp === undefined);
const startAll = (): void => {
  for (const pod of living()) cluster.say(pod, running);
};
const sets = (): readonly ReplicaSetObject[] => cluster.objects.list("replicasets") as readonly ReplicaSetObject[];
const deployment = (name: string): DeploymentObject =>
  cluster.objects.get("deployments", "default", name) as DeploymentObject;
const change = (name: string, spec: object): void => {
  const current = deployment(name);
  cluster.objects.update("deployments", { ...current, spec: { ...current.spec, ...spec } });
};
const withImage = (name: string, image: string): object => {
  const { template } = deployment(name).spec;
  return {
    template: { ...template, spec: { ...template.spec, containers: [{ ...template.spec.containers[0]!, image }] } },
  };
};
const changeNode = (name: string, spec: NodeObject["spec"]): void => {
  const node = cluster.objects.get("nodes", null, name)!;
  cluster.objects.update("nodes", { ...node, spec });
};

describe("a Pod's life", () => {
  test("waits for a node, an address, its containers; then runs", () => {
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    expect(cluster.pod("web")).toMatchObject({
      spec: { nodeName: NODES[0] },
      status: { phase: "Pending", podIP: "10.0.35.21", hostIP: NODES[0] },
    });
    expect(podStatusWord(cluster.pod("web"))).toBe("ContainerCreating");
    cluster.say(cluster.pod("web"), running);
    expect(cluster.pod("web").status).toMatchObject({
      phase: "Running",
      containerStatuses: [{ ready: true, restartCount: 0 }],
    });
    const conditions = cluster.pod("web").status!.conditions!.map(({ type, status }) => `${type}=${status}`);
    expect(conditions).toEqual([
      "PodReadyToStartContainers=True",
      "Initialized=True",
      "Ready=True",
      "ContainersReady=True",
      "PodScheduled=True",
    ]);
    expect(cluster.events("web")).toEqual([
      "Scheduled: Successfully assigned default/web to 10.0.35.139",
      'Pulled: Container image "nginx" already present on machine',
      "Created: Created container c",
      "Started: Started container c",
    ]);
  });

  test("nothing is written while nothing changes", () => {
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    cluster.say(cluster.pod("web"), running);
    const before = cluster.objects.revision;
    cluster.advance(60_000);
    expect(cluster.objects.revision).toBe(before);
  });

  test("an image that isn't there is said once", () => {
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    const missing = { kind: "waiting", reason: "ErrImagePull", message: "no such image" } as const;
    cluster.say(cluster.pod("web"), missing);
    cluster.say(cluster.pod("web"), missing);
    expect(podStatusWord(cluster.pod("web"))).toBe("ErrImagePull");
    expect(cluster.events("web").filter((event) => event.startsWith("Failed:"))).toEqual([
      'Failed: Failed to pull image "nginx": no such image',
      "Failed: Error: ErrImagePull",
    ]);
  });

  test("a crash loop restarts at once, then after 10, 20, 40 s", () => {
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    const restarts = (): number => cluster.pod("web").status!.containerStatuses![0]!.restartCount;
    cluster.say(cluster.pod("web"), running);
    cluster.say(cluster.pod("web"), exited(1));
    expect(restarts()).toBe(1);
    for (const [index, seconds] of [10, 20, 40].entries()) {
      cluster.say(cluster.pod("web"), exited(1));
      expect(podStatusWord(cluster.pod("web"))).toBe("CrashLoopBackOff");
      cluster.advance(seconds * 1000 - 1000);
      expect(restarts()).toBe(index + 1);
      cluster.advance(1000);
      expect(restarts()).toBe(index + 2);
    }
    cluster.say(cluster.pod("web"), running);
    expect(cluster.pod("web").status).toMatchObject({
      phase: "Running",
      containerStatuses: [{ lastState: { terminated: { exitCode: 1, reason: "Error" } } }],
    });
  });

  // prettier-ignore
  test.each([
    ["Never",     0, "Succeeded", "Completed"],
    ["Never",     3, "Failed",    "Error"],
    ["OnFailure", 0, "Succeeded", "Completed"],
    ["OnFailure", 3, "Running",   "ContainerCreating"],
  ])("restart policy %s, exit %i: %s", (restartPolicy, status, phase, word) => {
    cluster.objects.create("pods", newPod("job", { restartPolicy }));
    cluster.settle();
    cluster.say(cluster.pod("job"), running);
    cluster.say(cluster.pod("job"), exited(status));
    expect([cluster.pod("job").status!.phase, podStatusWord(cluster.pod("job"))]).toEqual([phase, word]);
  });

  test("deletion: Terminating for a moment, then gone", () => {
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    cluster.say(cluster.pod("web"), running);
    cluster.objects.remove("pods", "default", "web");
    cluster.settle();
    expect(podStatusWord(cluster.pod("web"))).toBe("Terminating");
    expect(cluster.events("web").at(-1)).toBe("Killing: Stopping container c");
    cluster.advance(1000);
    expect(cluster.pod("web")).toBeUndefined();
  });

  test("a node that goes takes its Pods along", () => {
    cluster.objects.create("pods", newPod("web", { nodeName: NODES[1] }));
    cluster.settle();
    cluster.objects.delete("nodes", null, NODES[1]);
    cluster.settle();
    expect(cluster.pods()).toEqual([]);
  });
});

describe("the scheduler", () => {
  const why = (): string | undefined =>
    cluster.pod("web").status?.conditions?.find(({ type }) => type === "PodScheduled")?.message;
  // prettier-ignore
  test.each([
    ["a selector that no node has", { nodeSelector: { disk: "ssd" } },                                      "0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling."],
    ["too much to ask",             { containers: [{ name: "c", image: "i", resources: { requests: { cpu: "3" } } }] },        "0/2 nodes are available: 2 Insufficient cpu."],
    ["memory in other units",       { containers: [{ name: "c", image: "i", resources: { limits: { memory: "4097Mi" } } }] },  "0/2 nodes are available: 2 Insufficient memory."],
    ["an affinity that none meets", { affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: [{ matchExpressions: [{ key: "kubernetes.io/hostname", operator: "NotIn", values: [...NODES] }] }] } } } }, "2 node(s) didn't match Pod's node affinity/selector."],
  ])("says why: %s", (_, spec, message) => {
    cluster.objects.create("pods", newPod("web", spec));
    cluster.settle();
    expect(why()).toContain(message);
    expect(cluster.events("web")).toHaveLength(1);
    cluster.advance(60_000);
    expect(cluster.events("web")).toHaveLength(1);
  });

  test("counts the reasons, and places the Pod when one goes", () => {
    changeNode(NODES[0], { unschedulable: true });
    changeNode(NODES[1], { taints: [{ key: "team", value: "a", effect: "NoSchedule" }] });
    cluster.objects.create("pods", newPod("web"));
    cluster.settle();
    expect(why()).toContain(
      "0/2 nodes are available: 1 node(s) had untolerated taint {team: a}, 1 node(s) were unschedulable.",
    );
    changeNode(NODES[1], {});
    cluster.settle();
    expect(cluster.pod("web").spec.nodeName).toBe(NODES[1]);
  });

  test("a toleration lets a Pod onto a tainted node", () => {
    for (const name of NODES) changeNode(name, { taints: [{ key: "team", value: "a", effect: "NoSchedule" }] });
    cluster.objects.create("pods", newPod("web", { tolerations: [{ key: "team", operator: "Exists" }] }));
    cluster.settle();
    expect(cluster.pod("web").spec.nodeName).toBe(NODES[0]);
  });

  test("Pods spread over nodes", () => {
    cluster.objects.create("deployments", newDeployment("web", 4));
    cluster.settle();
    const on = (node: string): number => cluster.pods().filter((pod) => pod.spec.nodeName === node).length;
    expect(NODES.map(on)).toEqual([2, 2]);
  });
});

describe("Deployments", () => {
  test("a rollout never has too few available Pods, nor too many", () => {
    cluster.objects.create("deployments", newDeployment("web", 4));
    cluster.settle();
    startAll();
    change("web", withImage("web", "nginx:2"));
    cluster.settle();
    for (let steps = 0; steps < 20 && deployment("web").status?.updatedReplicas !== 4; steps += 1) {
      const ready = living().filter((pod) => pod.status?.containerStatuses?.[0]?.ready === true).length;
      expect(ready).toBeGreaterThanOrEqual(3);
      expect(living().length).toBeLessThanOrEqual(5);
      const next = living().find((pod) => pod.status?.containerStatuses?.[0]?.ready !== true);
      if (next !== undefined) cluster.say(next, running);
    }
    startAll();
    expect(living().map((pod) => pod.spec.containers[0]!.image)).toEqual(Array.from({ length: 4 }, () => "nginx:2"));
    expect(deployment("web").status).toMatchObject({
      replicas: 4,
      updatedReplicas: 4,
      availableReplicas: 4,
      observedGeneration: 2,
    });
    const sizes = sets().map(
      (set) => `revision ${set.metadata.annotations?.["deployment.kubernetes.io/revision"]}: ${set.spec.replicas}`,
    );
    expect(new Set(sizes)).toEqual(new Set(["revision 1: 0", "revision 2: 4"]));
  });

  test("a template that was there before gets its set back, with a new number", () => {
    cluster.objects.create("deployments", newDeployment("web", 1));
    cluster.settle();
    startAll();
    for (const image of ["nginx:2", "nginx:1"]) {
      change("web", withImage("web", image));
      cluster.settle();
      startAll();
    }
    expect(sets()).toHaveLength(2);
    expect(deployment("web").metadata.annotations).toMatchObject({ "deployment.kubernetes.io/revision": "3" });
  });

  test("Recreate: all old Pods go before a new one comes", () => {
    cluster.objects.create("deployments", newDeployment("web", 2, { strategy: { type: "Recreate" } }));
    cluster.settle();
    startAll();
    change("web", withImage("web", "nginx:2"));
    cluster.settle();
    expect(new Set(living().map((pod) => pod.spec.containers[0]!.image))).toEqual(new Set(["nginx:2"]));
    expect(living()).toHaveLength(2);
  });

  test("paused: scales, but doesn't roll", () => {
    cluster.objects.create("deployments", newDeployment("web", 1));
    cluster.settle();
    change("web", { ...withImage("web", "nginx:2"), paused: true, replicas: 3 });
    cluster.settle();
    expect(living().map((pod) => pod.spec.containers[0]!.image)).toEqual(["nginx:1", "nginx:1", "nginx:1"]);
    change("web", { paused: false });
    cluster.settle();
    expect(sets()).toHaveLength(2);
  });

  test("a rollout that stands still is given up after its deadline", () => {
    cluster.objects.create("deployments", newDeployment("web", 1, { progressDeadlineSeconds: 30 }));
    cluster.settle();
    const progressing = () => deployment("web").status!.conditions!.find(({ type }) => type === "Progressing");
    expect(progressing()).toMatchObject({ status: "True", reason: "ReplicaSetUpdated" });
    cluster.advance(31_000);
    expect(progressing()).toMatchObject({ status: "False", reason: "ProgressDeadlineExceeded" });
    startAll();
    expect(progressing()).toMatchObject({ status: "True", reason: "NewReplicaSetAvailable" });
  });

  test("history is kept as long as wanted", () => {
    cluster.objects.create("deployments", newDeployment("web", 1, { revisionHistoryLimit: 2 }));
    cluster.settle();
    startAll();
    for (const version of [2, 3, 4, 5]) {
      change("web", withImage("web", `nginx:${version}`));
      cluster.settle();
      startAll();
      cluster.advance(2000);
    }
    expect(sets()).toHaveLength(3);
  });

  test("a deleted Pod is replaced, a relabelled one is let go", () => {
    cluster.objects.create("deployments", newDeployment("web", 1));
    cluster.settle();
    const [first] = living();
    cluster.objects.remove("pods", "default", first!.metadata.name);
    cluster.settle();
    const [second] = living();
    expect(second!.metadata.name).not.toBe(first!.metadata.name);
    cluster.objects.update("pods", { ...second!, metadata: { ...second!.metadata, labels: { app: "debug" } } });
    cluster.settle();
    expect(living()).toHaveLength(2);
    expect(cluster.pod(second!.metadata.name).metadata.ownerReferences ?? []).toEqual([]);
  });

  test("deleting it takes replica sets and Pods along; orphaning leaves them", () => {
    cluster.objects.create("deployments", newDeployment("gone", 1));
    cluster.objects.create("deployments", newDeployment("left", 1));
    cluster.settle();
    cluster.objects.remove("deployments", "default", "gone");
    cluster.objects.remove("deployments", "default", "left", { propagation: "Orphan" });
    cluster.advance(2000);
    expect(sets().map((set) => set.metadata.labels!["app"])).toEqual(["left"]);
    expect(living().map((pod) => pod.metadata.labels!["app"])).toEqual(["left"]);
  });

  test("foreground: the owner goes last", () => {
    cluster.objects.create("deployments", newDeployment("web", 1));
    cluster.settle();
    cluster.objects.remove("deployments", "default", "web", { propagation: "Foreground" });
    cluster.settle();
    expect(deployment("web").metadata.finalizers).toEqual(["foregroundDeletion"]);
    cluster.advance(2000);
    expect(cluster.objects.get("deployments", "default", "web")).toBeUndefined();
    expect(cluster.pods()).toEqual([]);
  });

  test("what can't be created is told once", () => {
    cluster.objects.transaction(() => {
      for (let index = 0; index < 200; index += 1)
        cluster.objects.create("pods", newPod(`p${index}`, { schedulerName: "nobody" }));
    });
    cluster.objects.create("deployments", newDeployment("web", 2));
    cluster.settle();
    expect(cluster.events("web-").filter((event) => event.startsWith("FailedCreate"))).toHaveLength(1);
    expect(sets()[0]!.status).toMatchObject({ replicas: 0, conditions: [{ type: "ReplicaFailure", status: "True" }] });
  });
});

test("a daemon set has one Pod a node, on cordoned nodes too", () => {
  changeNode(NODES[0], { unschedulable: true });
  const { spec, ...rest } = newDeployment("agent", 1);
  const { replicas: _replicas, ...daemon } = spec as Record<string, unknown>;
  cluster.objects.create("daemonsets", { ...rest, kind: "DaemonSet", spec: daemon });
  cluster.settle();
  startAll();
  expect(cluster.pods()).toHaveLength(2);
  expect(new Set(cluster.pods().map((pod) => pod.spec.nodeName))).toEqual(new Set(NODES));
  expect(cluster.objects.get("daemonsets", "default", "agent")!["status"]).toMatchObject({
    desiredNumberScheduled: 2,
    numberReady: 2,
  });
});

test("a system Pod runs without a data plane, at its node's address", () => {
  const pod = newPod("ipamd", { hostNetwork: true });
  const annotations = { "podpath.dev/system-pod": "tke-eni-ipamd" };
  cluster.objects.create("pods", { ...pod, metadata: { ...pod.metadata, annotations } });
  cluster.settle();
  expect(cluster.pod("ipamd").status).toMatchObject({ phase: "Running", podIP: NODES[0] });
});

test("endpoints follow Pods and their readiness", () => {
  const spec = { selector: { app: "web" }, ports: [{ port: 80, targetPort: "http" }] };
  cluster.objects.create("services", {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "default" },
    spec,
  });
  cluster.objects.create("pods", newPod("web", {}, { ports: [{ name: "http", containerPort: 8080 }] }));
  cluster.settle();
  const subsets = () => cluster.objects.get("endpoints", "default", "web")!["subsets"];
  expect(subsets()).toMatchObject([
    { notReadyAddresses: [{ ip: "10.0.35.21" }], ports: [{ port: 8080, protocol: "TCP" }] },
  ]);
  cluster.say(cluster.pod("web"), running);
  expect(subsets()).toMatchObject([{ addresses: [{ ip: "10.0.35.21", nodeName: NODES[0] }] }]);
  expect(cluster.objects.list("endpointslices", "default")).toMatchObject([
    { endpoints: [{ addresses: ["10.0.35.21"], conditions: { ready: true } }], ports: [{ port: 8080 }] },
  ]);
  cluster.objects.remove("services", "default", "web");
  cluster.settle();
  expect(cluster.objects.get("endpoints", "default", "web")).toBeUndefined();
  expect(cluster.objects.list("endpointslices", "default")).toEqual([]);
});

test("a namespace goes with everything in it", () => {
  cluster.objects.create("namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "side" } });
  cluster.settle();
  const pod = newPod("web");
  cluster.objects.create("pods", { ...pod, metadata: { ...pod.metadata, namespace: "side" } });
  cluster.settle();
  cluster.objects.remove("namespaces", null, "side");
  expect(cluster.objects.get("namespaces", null, "side")).toMatchObject({ status: { phase: "Terminating" } });
  cluster.advance(2000);
  expect(cluster.objects.get("namespaces", null, "side")).toBeUndefined();
  expect(cluster.objects.list("pods", "side")).toEqual([]);
});

test("Events are forgotten after an hour", () => {
  cluster.objects.create("pods", newPod("web", { nodeSelector: { a: "b" } }));
  cluster.settle();
  expect(cluster.events("web")).toHaveLength(1);
  cluster.advance(3_900_000);
  expect(cluster.events("web")).toEqual([]);
});
