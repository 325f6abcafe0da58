import { beforeEach, describe, expect, test } from "vitest";
import { createTestCluster, newDeployment, newPod, type TestCluster } from "../../test/kube-cluster.ts";
import type { KubeError } from "./kube-error.ts";
import type { KubeEvent } from "./object-store.ts";
import type { ServiceObject } from "./types.ts";

let cluster: TestCluster;
beforeEach(() => {
  cluster = createTestCluster();
});

function refusal(work: () => unknown): KubeError {
  try {
    work();
  } catch (error) {
    return error as KubeError;
  }
  throw new Error("nothing was refused");
}

const newService = (name: string, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name, namespace: "default" },
  spec: { ports: [{ port: 80 }], ...spec },
});

describe("creation", () => {
  test("gives identity, defaults and a revision", () => {
    const pod = cluster.objects.create("pods", newPod("web"));
    expect(pod.metadata).toMatchObject({
      name: "web",
      creationTimestamp: "2026-01-01T00:00:00Z",
      uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
    });
    expect(pod.metadata.resourceVersion).toBe(cluster.objects.revision);
    expect(pod).toMatchObject({
      spec: { restartPolicy: "Always", terminationGracePeriodSeconds: 30, containers: [{ imagePullPolicy: "Always" }] },
      status: { phase: "Pending", qosClass: "BestEffort" },
    });
  });

  test("generates names that stay apart", () => {
    const generated = { ...newPod(""), metadata: { generateName: "web-", namespace: "default" } };
    const names = [1, 2, 3].map(() => cluster.objects.create("pods", generated).metadata.name);
    expect(new Set(names).size).toBe(3);
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  // prettier-ignore
  test.each([
    ["a taken name",            "AlreadyExists", 'pods "kept" already exists',                      newPod("kept")],
    ["no such namespace",       "NotFound",      'namespaces "nowhere" not found',                  { ...newPod("a"), metadata: { name: "a", namespace: "nowhere" } }],
    ["another kind",            "BadRequest",    "the object provided is apps/v1, Kind=Deployment", newDeployment("a", 1)],
    ["a bad name",              "Invalid",       'Pod "A_b" is invalid: metadata.name: Invalid value: "A_b": a lowercase RFC 1123 subdomain', newPod("A_b")],
    ["no containers",           "Invalid",       "spec.containers: Required value",                 newPod("a", { containers: [] })],
    ["two of one name",         "Invalid",       'spec.containers[1].name: Duplicate value: "c"',   newPod("a", { containers: [{ name: "c", image: "i" }, { name: "c", image: "i" }] })],
    ["a port out of range",     "Invalid",       "spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive", newPod("a", {}, { ports: [{ containerPort: 70_000 }] })],
    ["an unknown policy",       "Invalid",       'spec.restartPolicy: Unsupported value: "Often": supported values: "Always", "OnFailure", "Never"', newPod("a", { restartPolicy: "Often" })],
    ["a mount of no volume",    "Invalid",       'spec.containers[0].volumeMounts[0].name: Not found: "v"', newPod("a", {}, { volumeMounts: [{ name: "v", mountPath: "/v" }] })],
    ["an unknown field",        "BadRequest",    'strict decoding error: unknown field "spec.nodeSelektor"', newPod("a", { nodeSelektor: {} })],
  ])("is refused: %s", (_, reason, message, object) => {
    cluster.objects.create("pods", newPod("kept"));
    const error = refusal(() => cluster.objects.create("pods", object));
    expect(error.reason).toBe(reason);
    expect(error.message).toContain(message);
  });

  test("a selector that makes no sense is refused", () => {
    const selector = { matchExpressions: [{ key: "app", operator: "Like", values: ["x"] }] };
    const error = refusal(() => cluster.objects.create("deployments", newDeployment("web", 1, { selector })));
    expect(error.message).toContain(
      'spec.selector.matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator',
    );
  });

  test("everything that is wrong is said at once", () => {
    const error = refusal(() => cluster.objects.create("pods", newPod("a", { containers: [{ name: "", image: "" }] })));
    expect(error.message).toBe(
      'Pod "a" is invalid: [spec.containers[0].name: Required value, spec.containers[0].image: Required value]',
    );
    expect(error.details?.causes).toHaveLength(2);
  });

  test("a cluster has room for so many Pods", () => {
    cluster.objects.transaction(() => {
      for (let index = 0; index < 200; index += 1) cluster.objects.create("pods", newPod(`p${index}`));
    });
    expect(refusal(() => cluster.objects.create("pods", newPod("last"))).message).toContain("exceeded quota");
  });
});

describe("updates", () => {
  test("keep who the object is and its status", () => {
    const made = cluster.objects.create("deployments", newDeployment("web", 1));
    cluster.objects.updateStatus("deployments", "default", "web", { replicas: 1 });
    const current = cluster.objects.get("deployments", "default", "web")!;
    const updated = cluster.objects.update("deployments", {
      ...current,
      metadata: { ...current.metadata, creationTimestamp: "2000-01-01T00:00:00Z", generation: 77 },
      spec: { ...(current["spec"] as object), replicas: 2 },
      status: { replicas: 9 },
    });
    expect(updated.metadata).toMatchObject({
      uid: made.metadata.uid,
      creationTimestamp: made.metadata.creationTimestamp,
      generation: 2,
    });
    expect(updated["status"]).toEqual({ replicas: 1 });
  });

  test("labels alone raise no generation, and no change writes nothing", () => {
    const made = cluster.objects.create("deployments", newDeployment("web", 1));
    const labelled = cluster.objects.update("deployments", {
      ...made,
      metadata: { ...made.metadata, labels: { a: "b" } },
    });
    expect(labelled.metadata.generation).toBe(1);
    const before = cluster.objects.revision;
    cluster.objects.update("deployments", labelled);
    cluster.objects.updateStatus("deployments", "default", "web", labelled["status"]);
    expect(cluster.objects.revision).toBe(before);
  });

  test("a stale one is refused", () => {
    const old = cluster.objects.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "cm", namespace: "default" },
    });
    cluster.objects.update("configmaps", { ...old, data: { a: "1" } });
    expect(refusal(() => cluster.objects.update("configmaps", { ...old, data: { a: "2" } })).reason).toBe("Conflict");
  });

  test("what can't change is refused", () => {
    const pod = cluster.objects.create("pods", newPod("web"));
    const renamed = { ...pod, spec: { ...(pod["spec"] as object), hostname: "other" } };
    expect(refusal(() => cluster.objects.update("pods", renamed)).message).toContain(
      "pod updates may not change fields other than",
    );
    const deployment = cluster.objects.create("deployments", newDeployment("web", 1));
    const labels = { app: "other" };
    const template = { metadata: { labels }, spec: { containers: [{ name: "c", image: "i" }] } };
    const reselected = { ...deployment, spec: { selector: { matchLabels: labels }, template } };
    expect(refusal(() => cluster.objects.update("deployments", reselected)).message).toBe(
      'Deployment.apps "web" is invalid: spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{"app":"other"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable',
    );
  });
});

describe("removal", () => {
  test("a Pod on a node gets its grace, one without goes at once", () => {
    cluster.objects.create("pods", newPod("placed", { nodeName: "10.0.35.139" }));
    cluster.objects.create("pods", newPod("waiting"));
    expect(cluster.objects.remove("pods", "default", "placed").metadata).toMatchObject({
      deletionGracePeriodSeconds: 30,
      deletionTimestamp: "2026-01-01T00:00:30Z",
    });
    cluster.objects.remove("pods", "default", "waiting");
    expect(cluster.pod("waiting")).toBeUndefined();
    cluster.objects.remove("pods", "default", "placed", { gracePeriodSeconds: 5 });
    expect(cluster.pod("placed").metadata.deletionTimestamp).toBe("2026-01-01T00:00:05Z");
    cluster.objects.remove("pods", "default", "placed", { gracePeriodSeconds: 0 });
    expect(cluster.pod("placed")).toBeUndefined();
  });

  test("finalizers hold an object back until they are gone", () => {
    const metadata = { name: "cm", namespace: "default", finalizers: ["example.com/wait"] };
    cluster.objects.create("configmaps", { apiVersion: "v1", kind: "ConfigMap", metadata });
    cluster.objects.delete("configmaps", "default", "cm");
    const held = cluster.objects.get("configmaps", "default", "cm")!;
    expect(held.metadata.deletionTimestamp).toBeDefined();
    cluster.objects.update("configmaps", { ...held, metadata: { ...held.metadata, finalizers: [] } });
    expect(cluster.objects.get("configmaps", "default", "cm")).toBeUndefined();
  });

  test("only the object that was meant", () => {
    cluster.objects.create("pods", newPod("web"));
    expect(refusal(() => cluster.objects.remove("pods", "default", "web", { uid: "another" })).reason).toBe("Conflict");
    expect(cluster.pod("web")).toBeDefined();
  });

  test("the namespaces that a cluster lives by stay", () => {
    expect(refusal(() => cluster.objects.remove("namespaces", null, "kube-system")).message).toBe(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    );
  });
});

describe("Services", () => {
  const address = (name: string): string =>
    (cluster.objects.get("services", "default", name) as ServiceObject).spec.clusterIP!;

  test("get addresses of their own from the cluster's block, and keep them", () => {
    expect(address("kubernetes")).toBe("172.16.0.1");
    for (const name of ["a", "b", "c"]) cluster.objects.create("services", newService(name));
    const all = ["a", "b", "c"].map(address);
    expect(new Set(all).size).toBe(3);
    for (const each of all) expect(each).toMatch(/^172\.16\.0\.\d+$/);
    const { metadata } = cluster.objects.get("services", "default", "a")!;
    cluster.objects.update("services", { ...newService("a", { ports: [{ port: 81 }] }), metadata });
    expect(address("a")).toBe(all[0]);
  });

  // prettier-ignore
  test.each([
    ["an address that is taken",   { clusterIP: "172.16.0.1" },           "provided IP is already allocated"],
    ["an address from elsewhere",  { clusterIP: "10.0.0.1" },             "the provided IP (10.0.0.1) is not in the valid range. The range of valid IPs is 172.16.0.0/24"],
    ["no port",                    { ports: [] },                         "spec.ports: Required value"],
    ["two ports without names",    { ports: [{ port: 1 }, { port: 2 }] }, "spec.ports[0].name: Required value"],
  ])("refused: %s", (_, spec, why) => {
    expect(refusal(() => cluster.objects.create("services", newService("s", spec))).message).toContain(why);
  });

  test("a full block is said", () => {
    expect(() => {
      for (let index = 0; index < 300; index += 1) cluster.objects.create("services", newService(`s${index}`));
    }).toThrow("range is full: 172.16.0.0/24");
  });

  test("node ports come with the type and go with it", () => {
    const made = cluster.objects.create("services", newService("s", { type: "NodePort" })) as ServiceObject;
    expect(made.spec.ports![0]!.nodePort).toBeGreaterThanOrEqual(30_000);
    const inside = cluster.objects.update("services", {
      ...made,
      spec: { ...made.spec, type: "ClusterIP" },
    }) as ServiceObject;
    expect(inside.spec.ports![0]!.nodePort).toBeUndefined();
  });

  test("headless ones have none", () => {
    cluster.objects.create("services", newService("s", { clusterIP: "None" }));
    expect(address("s")).toBe("None");
  });
});

describe("watching", () => {
  test("tells what was, what is, and of the past from a revision", () => {
    const first = cluster.objects.create("pods", newPod("a"));
    const seen: KubeEvent[] = [];
    const stop = cluster.objects.watch("pods", "default", (event) => seen.push(event), first.metadata.resourceVersion);
    cluster.objects.updateStatus("pods", "default", "a", { phase: "Running" });
    cluster.objects.create("pods", newPod("b"));
    cluster.objects.delete("pods", "default", "a");
    stop();
    cluster.objects.delete("pods", "default", "b");
    expect(seen.map(({ type, object, previous }) => [type, object.metadata.name, previous === null])).toEqual([
      ["MODIFIED", "a", false],
      ["ADDED", "b", true],
      ["DELETED", "a", false],
    ]);
    const revisions = seen.map(({ object }) => Number(object.metadata.resourceVersion));
    expect(revisions).toEqual(revisions.toSorted((a, b) => a - b));
  });

  test("a rehearsal leaves nothing behind and tells nobody", () => {
    const before = cluster.objects.revision;
    let told = 0;
    cluster.objects.watch("pods", null, () => (told += 1));
    const pod = cluster.objects.rehearse(() => cluster.objects.create("pods", newPod("a")));
    expect(pod.metadata.name).toBe("a");
    expect([cluster.pods().length, told, cluster.objects.revision]).toEqual([0, 0, before]);
  });
});

test("the same Event again is counted", () => {
  const pod = cluster.objects.create("pods", newPod("a"));
  for (let times = 0; times < 3; times += 1) {
    cluster.objects.event(pod, { type: "Warning", reason: "BackOff", message: "again", source: "kubelet" });
  }
  expect(cluster.objects.list("events", "default")).toMatchObject([
    { count: 3, involvedObject: { name: "a", kind: "Pod" } },
  ]);
});
