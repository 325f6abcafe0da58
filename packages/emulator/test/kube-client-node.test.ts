import { PassThrough, Writable } from "node:stream";
import {
  AppsV1Api,
  CoreV1Api,
  CustomObjectsApi,
  Exec,
  KubeConfig,
  Log,
  makeInformer,
  PatchStrategy,
  setHeaderOptions,
  type V1Deployment,
  type V1Pod,
  type V1Status,
} from "@kubernetes/client-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type KubeLab, startKubeLab } from "./kube-lab.ts";
import { eventually } from "./kubectl.ts";

let lab: KubeLab;
let config: KubeConfig;
let core: CoreV1Api;
let apps: AppsV1Api;

beforeAll(async () => {
  lab = await startKubeLab();
  config = new KubeConfig();
  config.loadFromFile(lab.kubeconfig.learner);
  core = config.makeApiClient(CoreV1Api);
  apps = config.makeApiClient(AppsV1Api);
  await apps.createNamespacedDeployment({ namespace: "default", body: deployment("web", 1) });
});
afterAll(async () => await lab.close());

function deployment(name: string, replicas: number): V1Deployment {
  const labels = { app: name };
  return {
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers: [{ name: "nginx", image: "nginx" }] } },
    },
  };
}

async function readyPod(app: string): Promise<V1Pod> {
  const pods = await eventually(
    async () => (await core.listNamespacedPod({ namespace: "default", labelSelector: `app=${app}` })).items,
    (items) => items.some((pod) => pod.status?.phase === "Running"),
  );
  return pods[0]!;
}

interface Collector extends Writable {
  text(): string;
}

function collector(): Collector {
  let all = "";
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      all += chunk.toString();
      done();
    },
  });
  return Object.assign(sink, { text: () => all });
}

test("a Deployment's Pod comes up, typed dates and all", async () => {
  const pod = await readyPod("web");
  expect(pod.metadata?.creationTimestamp).toBeInstanceOf(Date);
  expect(pod.spec?.nodeName).toMatch(/^10\.0\.35\.(139|179)$/);
  expect(pod.status).toMatchObject({ podIP: expect.stringMatching(/^10\.0\.35\./), qosClass: "BestEffort" });
});

test("an error carries the API's Status", async () => {
  const error = await core.readNamespacedPod({ namespace: "default", name: "missing" }).then(
    () => null,
    (reason: { code: number; body: string }) => reason,
  );
  expect(error?.code).toBe(404);
  expect(JSON.parse(error!.body)).toMatchObject({
    kind: "Status",
    reason: "NotFound",
    message: 'pods "missing" not found',
    details: { name: "missing", kind: "pods" },
  });
});

test("patches: merge, strategic, JSON", async () => {
  const target = { namespace: "default", name: "web" };
  const as = (strategy: PatchStrategy) => setHeaderOptions("Content-Type", strategy);
  await apps.patchNamespacedDeployment(
    { ...target, body: { metadata: { labels: { a: "1", b: "2" } } } },
    as(PatchStrategy.MergePatch),
  );
  await apps.patchNamespacedDeployment(
    { ...target, body: { metadata: { labels: { b: null } } } },
    as(PatchStrategy.StrategicMergePatch),
  );
  const patched = await apps.patchNamespacedDeployment(
    { ...target, body: [{ op: "add", path: "/metadata/labels/c~1d", value: "3" }] },
    as(PatchStrategy.JsonPatch),
  );
  expect(patched.metadata?.labels).toEqual({ a: "1", "c/d": "3" });
});

test("a stale update is refused", async () => {
  const old = await apps.readNamespacedDeployment({ namespace: "default", name: "web" });
  await apps.replaceNamespacedDeployment({
    namespace: "default",
    name: "web",
    body: Object.assign(structuredClone(old), { metadata: { name: "web", labels: { fresh: "yes" } } }),
  });
  const refused = await apps.replaceNamespacedDeployment({ namespace: "default", name: "web", body: old }).then(
    () => null,
    (reason: { code: number; body: string }) => reason,
  );
  expect(refused?.code).toBe(409);
  expect(refused?.body).toContain(
    "the object has been modified; please apply your changes to the latest version and try again",
  );
});

test("exec over WebSocket: streams, status, stdin's end", async () => {
  const pod = await readyPod("web");
  const exec = new Exec(config);
  const run = async (command: string[], out: Writable, err: Writable, stdin: PassThrough | null): Promise<V1Status> =>
    await new Promise((resolve, reject) => {
      exec.exec("default", pod.metadata!.name!, "nginx", command, out, err, stdin, false, resolve).catch(reject);
    });
  const [out, err, copy] = [collector(), collector(), collector()];
  const failed = await run(["sh", "-c", "echo out; echo err >&2; exit 28"], out, err, null);
  expect([out.text(), err.text()]).toEqual(["out\n", "err\n"]);
  expect(failed).toMatchObject({
    status: "Failure",
    reason: "NonZeroExitCode",
    details: { causes: [{ reason: "ExitCode", message: "28" }] },
  });
  const stdin = new PassThrough();
  stdin.end("through the pipe");
  expect(await run(["cat"], copy, err, stdin)).toMatchObject({ status: "Success" });
  expect(copy.text()).toBe("through the pipe");
});

test("exec with a terminal: one stream, and its size follows", async () => {
  const pod = await readyPod("web");
  const out = Object.assign(collector(), { isTTY: true, rows: 40, columns: 100 });
  const status = await new Promise<V1Status>((resolve, reject) => {
    const stdin = new PassThrough();
    new Exec(config)
      .exec(
        "default",
        pod.metadata!.name!,
        "nginx",
        ["sh", "-c", "sleep 0.3; echo done >&2"],
        out,
        null,
        stdin,
        true,
        resolve,
      )
      .catch(reject);
  });
  expect(status).toMatchObject({ status: "Success" });
  expect(out.text()).toContain("[100x40]");
  expect(out.text()).toContain("done");
});

test("logs stream, and end with the Pod", async () => {
  const body = {
    metadata: { name: "talker", labels: { app: "talker" } },
    spec: { containers: [{ name: "c", image: "nginx" }] },
  };
  await core.createNamespacedPod({ namespace: "default", body });
  const { metadata } = await readyPod("talker");
  const out = collector();
  const ended = new Promise((resolve) => out.once("finish", resolve));
  await new Log(config).log("default", "talker", "c", out, { follow: true });
  lab.dataPlane.write(metadata!.uid!, "c", "first\n");
  await eventually(out.text, (text) => text === "first\n");
  lab.dataPlane.write(metadata!.uid!, "c", "second\n");
  await eventually(out.text, (text) => text === "first\nsecond\n");
  await core.deleteNamespacedPod({ namespace: "default", name: "talker" });
  await ended;
});

test("an informer sees what comes, changes and goes", async () => {
  const seen: string[] = [];
  const list = () => core.listNamespacedConfigMap({ namespace: "default" });
  const informer = makeInformer(config, "/api/v1/namespaces/default/configmaps", list);
  for (const verb of ["add", "update", "delete"] as const)
    informer.on(verb, ({ metadata }) => seen.push(`${verb} ${metadata?.name}`));
  informer.on("error", () => {});
  await informer.start();
  await core.createNamespacedConfigMap({ namespace: "default", body: { metadata: { name: "cm" }, data: { a: "1" } } });
  await core.patchNamespacedConfigMap(
    { namespace: "default", name: "cm", body: { data: { a: "2" } } },
    setHeaderOptions("Content-Type", PatchStrategy.MergePatch),
  );
  await core.deleteNamespacedConfigMap({ namespace: "default", name: "cm" });
  await eventually(
    () => seen,
    (events) => events.length === 3,
  );
  expect(seen).toEqual(["add cm", "update cm", "delete cm"]);
  await informer.stop();
});

test("custom objects", async () => {
  const api = config.makeApiClient(CustomObjectsApi);
  const place = { group: "networking.tke.cloud.tencent.com", version: "v1", plural: "nodeeniconfigs" };
  const body = {
    apiVersion: "networking.tke.cloud.tencent.com/v1",
    kind: "NodeENIConfig",
    metadata: { name: "n1" },
    spec: { securityGroups: ["sg-a"] },
  };
  await api.createClusterCustomObject({ ...place, body });
  expect(await api.getClusterCustomObject({ ...place, name: "n1" })).toMatchObject({
    spec: { securityGroups: ["sg-a"] },
  });
});
