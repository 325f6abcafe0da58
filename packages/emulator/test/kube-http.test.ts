import { request } from "node:https";
import { connect } from "node:tls";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpRequest, HttpResponse } from "../src/http.ts";
import { createKubeApi } from "../src/kube/kube-api.ts";
import { createFakeDataPlane } from "./fake-data-plane.ts";
import { createTestCluster, newDeployment, newPod, type TestCluster } from "./kube-cluster.ts";
import { type KubeLab, startKubeLab } from "./kube-lab.ts";
import { eventually } from "./kubectl.ts";

interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The API without a server, over a cluster whose clock stands still. */
function createApi(): {
  readonly cluster: TestCluster;
  ask(asked: Asked): Promise<HttpResponse>;
  json(asked: Asked): Promise<Record<string, unknown>>;
} {
  const cluster = createTestCluster();
  const { objects, runtime } = cluster;
  const hosted = {
    accountId: "acc",
    clusterId: "cls",
    prefix: "acc/kube/cls/",
    version: "v1.30.0-tke.1",
    objects,
    dataPlane: createFakeDataPlane(),
    systemLog: () => [],
  };
  const api = createKubeApi(
    { authenticate: (token) => (token === "t" ? { cluster: hosted, user: "learner" } : null) },
    runtime,
  );
  const ask = async ({ method = "GET", path, body, headers = {} }: Asked): Promise<HttpResponse> => {
    const [at = "", query = ""] = path.split("?");
    const sent: HttpRequest = {
      method,
      path: at,
      query,
      headers: { authorization: "Bearer t", "content-type": "application/json", ...headers },
      body: body === undefined ? new Uint8Array() : Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
    };
    return await api.handle(sent);
  };
  return {
    cluster,
    ask,
    json: async (asked) => JSON.parse((await ask(asked)).body as string) as Record<string, unknown>,
  };
}

const PODS = "/api/v1/namespaces/default/pods";

interface Followed {
  readonly chunks: readonly string[];
  readonly events: readonly Record<string, unknown>[];
  ended(): boolean;
  stop(): void;
}

/** What a stream has told so far. */
function follow(response: HttpResponse): Followed {
  const chunks: string[] = [];
  let ended = false;
  const { body } = response;
  if (typeof body === "string" || body instanceof Uint8Array) throw new Error(`no stream: ${body.toString()}`);
  const stop = body.start(
    (chunk) => chunks.push(chunk),
    () => (ended = true),
  );
  const lines = (): string[] =>
    chunks
      .join("")
      .split("\n")
      .filter((line) => line !== "");
  return {
    chunks,
    get events() {
      return lines().map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    ended: () => ended,
    stop,
  };
}

describe("watches", () => {
  test("what comes to match is added, what ceases to is deleted", async () => {
    const { cluster, ask } = createApi();
    const followed = follow(await ask({ path: `${PODS}?watch=true&labelSelector=tier%3Dfront` }));
    const pod = cluster.objects.create("pods", newPod("web"));
    const labelled = cluster.objects.update("pods", {
      ...pod,
      metadata: { ...pod.metadata, labels: { tier: "front" } },
    });
    cluster.objects.updateStatus("pods", "default", "web", { phase: "Running" });
    cluster.objects.update("pods", {
      ...labelled,
      metadata: { ...labelled.metadata, resourceVersion: "", labels: {} },
    });
    expect(followed.events.map(({ type }) => type)).toEqual(["ADDED", "MODIFIED", "DELETED"]);
  });

  test("without a revision they begin with what is there, with one they go on from it", async () => {
    const { cluster, ask, json } = createApi();
    cluster.objects.create("pods", newPod("old"));
    const { metadata } = (await json({ path: PODS })) as { metadata: { resourceVersion: string } };
    cluster.objects.create("pods", newPod("new"));
    const names = async (path: string) =>
      follow(await ask({ path })).events.map(({ object }) => (object as { metadata: { name: string } }).metadata.name);
    expect(await names(`${PODS}?watch=1`)).toEqual(["new", "old"]);
    expect(await names(`${PODS}?watch=1&resourceVersion=${metadata.resourceVersion}`)).toEqual(["new"]);
  });

  test("a revision that is no longer kept is expired", async () => {
    const { cluster, ask } = createApi();
    const { metadata } = cluster.objects.create("pods", newPod("web"));
    for (let times = 0; times < 9000; times += 1)
      cluster.objects.updateStatus("pods", "default", "web", { phase: "Pending", message: String(times) });
    const { events, ended } = follow(
      await ask({ path: `${PODS}?watch=1&resourceVersion=${metadata.resourceVersion}` }),
    );
    expect(events).toMatchObject([{ type: "ERROR", object: { kind: "Status", reason: "Expired", code: 410 } }]);
    expect(ended()).toBe(true);
  });

  test("a sign of life comes before clients lose patience: a bookmark for those who asked, an empty line for others", async () => {
    const { cluster, ask } = createApi();
    const quiet = follow(await ask({ path: `${PODS}?watch=1` }));
    const told = follow(await ask({ path: `${PODS}?watch=1&allowWatchBookmarks=true` }));
    cluster.advance(25_000);
    expect([quiet.events, quiet.chunks]).toEqual([[], ["\n"]]);
    expect(told.events).toMatchObject([
      { type: "BOOKMARK", object: { kind: "Pod", metadata: { resourceVersion: cluster.objects.revision } } },
    ]);
    told.stop();
    cluster.advance(60_000);
    expect([quiet.chunks.length, told.chunks.length]).toEqual([4, 1]);
  });

  test("they end when asked to", async () => {
    const { cluster, ask } = createApi();
    const { ended } = follow(await ask({ path: `${PODS}?watch=1&timeoutSeconds=5` }));
    cluster.advance(4000);
    expect(ended()).toBe(false);
    cluster.advance(1000);
    expect(ended()).toBe(true);
  });

  test("there are only so many, and closing one makes room", async () => {
    const { ask } = createApi();
    const open = await Promise.all(
      Array.from({ length: 1000 }, async () => follow(await ask({ path: `${PODS}?watch=1` }))),
    );
    const refused = await ask({ path: `${PODS}?watch=1` });
    expect([refused.status, refused.headers["retry-after"]]).toEqual([429, "5"]);
    open[0]!.stop();
    expect((await ask({ path: `${PODS}?watch=1` })).status).toBe(200);
  });
});

describe("lists", () => {
  test("come in pages", async () => {
    const { cluster, json } = createApi();
    for (const name of ["a", "b", "c", "d", "e"]) cluster.objects.create("pods", newPod(name));
    const seen: string[] = [];
    for (let token: string | undefined = ""; token !== undefined;) {
      const page = (await json({ path: `${PODS}?limit=2&continue=${token}` })) as {
        items: { metadata: { name: string } }[];
        metadata: { continue?: string };
      };
      seen.push(...page.items.map(({ metadata }) => metadata.name));
      token = page.metadata.continue;
    }
    expect(seen).toEqual(["a", "b", "c", "d", "e"]);
    expect(await json({ path: `${PODS}?limit=2&continue=nonsense` })).toMatchObject({ reason: "BadRequest" });
  });

  test("as a table, as metadata alone, or whole", async () => {
    const { cluster, json } = createApi();
    cluster.objects.create("pods", newPod("web"));
    const table = await json({
      path: PODS,
      headers: { accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" },
    });
    expect(table).toMatchObject({
      kind: "Table",
      rows: [
        {
          cells: ["web", "0/1", "Pending", "0", "0s", "<none>", "<none>", "<none>", "<none>"],
          object: { kind: "PartialObjectMetadata" },
        },
      ],
    });
    const metadata = await json({
      path: PODS,
      headers: { accept: "application/json;as=PartialObjectMetadataList;v=v1;g=meta.k8s.io" },
    });
    expect(metadata).toMatchObject({ kind: "PartialObjectMetadataList", items: [{ metadata: { name: "web" } }] });
    expect(await json({ path: PODS })).toMatchObject({ kind: "PodList", apiVersion: "v1", items: [{ kind: "Pod" }] });
  });
});

describe("writes", () => {
  const web = newDeployment("web", 1);
  const DEPLOYMENTS = "/apis/apps/v1/namespaces/default/deployments";

  test("YAML is understood, a client's status isn't taken", async () => {
    const { json } = createApi();
    const body = "metadata: {name: p}\nspec: {containers: [{name: c, image: i}]}\nstatus: {phase: Running}\n";
    expect(
      await json({ method: "POST", path: PODS, body, headers: { "content-type": "application/yaml" } }),
    ).toMatchObject({ status: { phase: "Pending" } });
  });

  // prettier-ignore
  test.each([
    ["Strict", 400, undefined],
    ["Warn",   201, '299 - "unknown field \\"spec.nodeSelektor\\""'],
    ["Ignore", 201, undefined],
  ])("unknown fields, validation %s", async (validation, status, warning) => {
    const { ask } = createApi();
    const response = await ask({ method: "POST", path: `${PODS}?fieldValidation=${validation}`, body: newPod("p", { nodeSelektor: {} }) });
    expect([response.status, response.headers["warning"]]).toEqual([status, warning]);
  });

  test("a warning's text fits into a header whatever the field is called", async () => {
    const { ask } = createApi();
    const response = await ask({ method: "POST", path: PODS, body: newPod("p", { "节点\n": {} }) });
    expect(response.headers["warning"]).toBe('299 - "unknown field \\"spec.??\\n\\""');
  });

  // prettier-ignore
  test.each([
    ["a name that isn't the URL's",      "PUT",    `${DEPLOYMENTS}/other`,            web,                                                        400, "does not match the name on the URL"],
    ["a namespace that isn't the URL's", "POST",   "/apis/apps/v1/namespaces/kube-system/deployments", web,                                         400, "does not match the namespace sent on the request"],
    ["broken JSON",                      "POST",   DEPLOYMENTS,                       "{",                                                        400, "json parse error"],
    ["an object that is none",           "POST",   DEPLOYMENTS,                       [],                                                         400, "must be an object"],
    ["no such object",                   "DELETE", `${DEPLOYMENTS}/nope`,             undefined,                                                  404, 'deployments.apps "nope" not found'],
    ["no such kind",                     "GET",    "/apis/apps/v1/statefulsets",      undefined,                                                  404, "could not find the requested resource"],
    ["no such subresource",              "GET",    `${DEPLOYMENTS}/web/frobnicate`,   undefined,                                                  404, "could not find the requested resource"],
    ["another version",                  "GET",    "/apis/apps/v1beta1/deployments",  undefined,                                                  404, "could not find the requested resource"],
    ["creation without a namespace",     "POST",   "/apis/apps/v1/deployments",       web,                                                        405, "does not allow this method"],
    ["a method that isn't served",       "TRACE",  DEPLOYMENTS,                       undefined,                                                  405, "does not allow this method"],
    ["exec without streams",             "GET",    `${PODS}/web/exec`,                undefined,                                                  400, "Upgrade request required"],
    ["a selector that makes no sense",   "GET",    `${PODS}?labelSelector=a%20b`,     undefined,                                                  400, "unable to parse requirement"],
    ["a field that can't be selected",   "GET",    `${PODS}?fieldSelector=spec.x%3D1`, undefined,                                                 400, "field label not supported: spec.x"],
  ])("refused: %s", async (_, method, path, body, code, message) => {
    const { json } = createApi();
    const status = await json({ method, path, ...(body === undefined ? {} : { body }) });
    expect(status).toMatchObject({ kind: "Status", apiVersion: "v1", status: "Failure", code });
    expect(status["message"]).toContain(message);
  });

  test("a patch of an unknown kind is refused with the ones that are known", async () => {
    const { cluster, json } = createApi();
    cluster.objects.create("deployments", web);
    expect(await json({ method: "PATCH", path: `${DEPLOYMENTS}/web`, body: {} })).toMatchObject({
      reason: "UnsupportedMediaType",
      code: 415,
    });
  });

  test("scale: read, replaced, patched", async () => {
    const { cluster, json } = createApi();
    cluster.objects.create("deployments", web);
    const path = `${DEPLOYMENTS}/web/scale`;
    expect(await json({ path })).toMatchObject({
      kind: "Scale",
      apiVersion: "autoscaling/v1",
      spec: { replicas: 1 },
      status: { selector: "app=web" },
    });
    await json({ method: "PUT", path, body: { spec: { replicas: 3 } } });
    expect(
      await json({
        method: "PATCH",
        path,
        body: { spec: { replicas: 5 } },
        headers: { "content-type": "application/merge-patch+json" },
      }),
    ).toMatchObject({ spec: { replicas: 5 } });
    expect(cluster.objects.get("deployments", "default", "web")).toMatchObject({
      metadata: { generation: 3 },
      spec: { replicas: 5 },
    });
  });

  test("a collection goes by selector", async () => {
    const { cluster, json } = createApi();
    for (const name of ["a", "b"]) cluster.objects.create("pods", newPod(name));
    await json({ method: "DELETE", path: `${PODS}?labelSelector=app%3Da` });
    expect(cluster.pods().map(({ metadata }) => metadata.name)).toEqual(["b"]);
  });

  test("a dry run answers as if and leaves nothing", async () => {
    const { cluster, ask } = createApi();
    expect((await ask({ method: "POST", path: `${PODS}?dryRun=All`, body: newPod("p") })).status).toBe(201);
    cluster.objects.create("pods", newPod("q"));
    expect((await ask({ method: "DELETE", path: `${PODS}/q?dryRun=All` })).status).toBe(200);
    expect(cluster.pods().map(({ metadata }) => metadata.name)).toEqual(["q"]);
  });
});

describe("discovery", () => {
  const list = "APIGroupDiscoveryList";
  test.each(["v2", "v2beta1"])("all at once: %s", async (version) => {
    const { ask } = createApi();
    const accept = `application/json;g=apidiscovery.k8s.io;v=${version};as=${list},application/json`;
    const response = await ask({ path: "/apis", headers: { accept } });
    expect(response.headers["content-type"]).toBe(`application/json;g=apidiscovery.k8s.io;v=${version};as=${list}`);
    expect(JSON.parse(response.body as string)).toMatchObject({
      kind: list,
      apiVersion: `apidiscovery.k8s.io/${version}`,
    });
  });

  test("piece by piece, for older clients: every group leads to its kinds", async () => {
    const { json } = createApi();
    const { groups } = (await json({ path: "/apis" })) as { groups: { versions: { groupVersion: string }[] }[] };
    const versions = groups.flatMap((group) => group.versions.map(({ groupVersion }) => groupVersion));
    expect(versions).toContain("networking.tke.cloud.tencent.com/v1");
    for (const version of versions) {
      const { resources } = (await json({ path: `/apis/${version}` })) as { resources: unknown[] };
      expect(resources.length).toBeGreaterThan(0);
    }
    expect(await json({ path: "/api/v1" })).toMatchObject({ groupVersion: "v1" });
  });

  test("OpenAPI: an empty second version as protobuf, types in the third", async () => {
    const { ask, json } = createApi();
    const second = await ask({ path: "/openapi/v2" });
    expect([second.headers["content-type"], (second.body as Uint8Array).length]).toEqual([
      "application/com.github.proto-openapi.spec.v2.v1.0+protobuf",
      0,
    ]);
    const { paths } = (await json({ path: "/openapi/v3" })) as { paths: Record<string, { serverRelativeURL: string }> };
    for (const { serverRelativeURL } of Object.values(paths)) {
      const document = JSON.stringify(await json({ path: serverRelativeURL }));
      const references = [...document.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]);
      for (const name of references) expect(document).toContain(`"${name}":{`);
    }
  });
});

describe("the server", () => {
  let lab: KubeLab;
  beforeAll(async () => {
    lab = await startKubeLab();
  });
  afterAll(async () => await lab.close());

  const send = async (
    path: string,
    headers: Record<string, string> = {},
    body?: Buffer,
  ): Promise<{ status: number; text: string }> =>
    await new Promise((resolve, reject) => {
      const outgoing = request(
        `${lab.url}${path}`,
        {
          method: body === undefined ? "GET" : "POST",
          ca: lab.caPem,
          checkServerIdentity: () => undefined, // what the server makes of a strange Host is asked here
          headers: { authorization: `Bearer ${lab.tokens.learner}`, ...headers },
        },
        (incoming) => {
          let text = "";
          incoming.on("data", (chunk: Buffer) => (text += chunk.toString()));
          incoming.on("end", () => resolve({ status: incoming.statusCode ?? 0, text }));
          incoming.on("error", reject);
        },
      );
      outgoing.on("error", reject);
      outgoing.end(body);
    });

  // prettier-ignore
  test.each([
    ["no token",                       { authorization: "" },                        401],
    ["a wrong token",                  { authorization: "Bearer nope" },             401],
    ["a page's own name as Host",      { host: "evil.example:443" },                 403],
    ["a page's Origin",                { origin: "https://evil.example" },           403],
    ["the name that Pods use",         { host: "kubernetes.default.svc" },           200],
    ["localhost",                      { host: "localhost:6443" },                   200],
  ])("%s: %i", async (_, headers, status) => {
    const answer = await send("/api/v1/namespaces", headers);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(JSON.parse(answer.text)).toMatchObject({ kind: "Status", code: status });
  });

  test("a body beyond 3 MiB is refused", async () => {
    const answer = await send(
      "/api/v1/namespaces",
      { "content-type": "application/json" },
      Buffer.alloc(3 * 1024 * 1024 + 1, " "),
    ).catch((error: NodeJS.ErrnoException) => ({ status: 413, text: error.code }));
    expect(answer.status).toBe(413);
    expect((await send("/version")).status).toBe(200);
  });

  test("a reader that stops reading is cut off, and nobody else notices", async () => {
    const socket = connect({ port: Number(new URL(lab.url).port), host: "127.0.0.1", ca: lab.caPem });
    socket.on("error", () => {});
    let closed = false;
    socket.on("close", () => (closed = true));
    socket.write(
      `GET /api/v1/configmaps?watch=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${lab.tokens.learner}\r\n\r\n`,
    );
    await new Promise((resolve) => socket.once("data", resolve));
    socket.pause();
    lab.objects.create("configmaps", {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "big", namespace: "default" },
    });
    for (let times = 0; times < 30; times += 1) {
      const current = lab.objects.get("configmaps", "default", "big")!;
      lab.objects.update("configmaps", { ...current, data: { filler: `${times}`.padEnd(1_000_000, "x") } });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect((await send("/version")).status).toBe(200);
    socket.resume();
    await eventually(
      () => closed,
      (is) => is,
    );
  });

  test("plain HTTP and half a handshake harm nothing", async () => {
    await fetch(lab.url.replace("https", "http")).catch(() => null);
    expect((await send("/readyz")).text).toBe("ok");
  });
});
