import { connect } from "node:tls";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubeApi } from "../src/kube/kube-api.ts";
import { RESOURCES, TYPES } from "../src/kube/resources/catalog.ts";
import { apiVersionOf, type ResourceDefinition } from "../src/kube/resources/definition.ts";
import type { Schema } from "../src/kube/schema/schema.ts";
import { createFakeDataPlane } from "./fake-data-plane.ts";
import { createTestCluster, newDeployment, newPod } from "./kube-cluster.ts";
import { type KubeLab, startKubeLab } from "./kube-lab.ts";

/** A sample for every day; `FUZZ=50` looks fifty times as hard. */
const EFFORT = Number(process.env["FUZZ"] ?? 1);
const runs = (numRuns: number) => ({ numRuns: numRuns * EFFORT });
const TIMEOUT_MS = 60_000 * EFFORT;

/** Values that fit a schema in form, and make no sense otherwise; now and then one that doesn't fit. */
function valueOf(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  const odd = fc.oneof(fc.constant(null), fc.constant("x"), fc.constant(-1), fc.constant([]), fc.constant({}));
  const fitting = ((): fc.Arbitrary<unknown> => {
    switch (schema.kind) {
      case "string":
      case "time":
      case "bytes":
        return fc.oneof(
          fc.constantFrom("", "a", "app", "Always", "10.0.0.1", "80", "x".repeat(300)),
          fc.string({ maxLength: 5 }),
        );
      case "integer":
      case "number":
        return fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(-1, 0, 1, 2, 3) },
          { weight: 1, arbitrary: fc.constantFrom(70_000, 2 ** 31) },
        );
      case "boolean":
        return fc.boolean();
      case "quantity":
      case "integer-or-string":
        return fc.constantFrom("1", "25%", "-5", "x", 3);
      case "any":
        return fc.constantFrom({}, [], "x", { a: [1] }, null);
      case "list":
        return depth <= 0 ? fc.constant([]) : fc.array(valueOf(schema.of, depth - 1), { maxLength: 2 });
      case "map":
        return fc.dictionary(fc.constantFrom("a", "app", "x/y", "__proto__", ""), valueOf(schema.of, depth - 1), {
          maxKeys: 2,
        });
      case "reference":
        return depth <= 0 ? fc.constant({}) : objectOf(schema.type, depth - 1);
      default:
        return schema satisfies never;
    }
  })();
  return fc.oneof({ weight: 20, arbitrary: fitting }, { weight: 1, arbitrary: odd });
}

function objectOf(type: string, depth: number): fc.Arbitrary<object> {
  const fields = [...TYPES.get(type)!.fields].map(([name, { schema }]) => [name, valueOf(schema, depth)] as const);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [] });
}

function wholeObject(definition: ResourceDefinition): fc.Arbitrary<object> {
  return objectOf(definition.kind, 5).map((object) => ({
    ...object,
    apiVersion: apiVersionOf(definition),
    kind: definition.kind,
    metadata: {
      ...(object as { metadata?: object }).metadata,
      name: "fuzz",
      ...(definition.namespaced ? { namespace: "default" } : {}),
    },
  }));
}

const newService = {
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "fuzz", namespace: "default" },
  spec: { selector: { app: "fuzz" }, ports: [{ port: 80 }] },
};

/** One or two fields of a type, of any value. */
function fewFieldsOf(type: string): fc.Arbitrary<object> {
  const fields = [...TYPES.get(type)!.fields].filter(
    ([name]) => !["containers", "selector", "template"].includes(name),
  );
  const one = fc
    .constantFrom(...fields)
    .chain(([name, { schema }]) => valueOf(schema, 3).map((value) => ({ [name]: value })));
  return fc.array(one, { minLength: 1, maxLength: 2 }).map((parts) => Object.assign({}, ...parts) as object);
}

/** Puts the fields where the type is: into the spec, the template's spec, or the container. */
function withFields(object: object, type: string, few: object): object {
  const { spec = {}, ...rest } = object as { spec?: Record<string, unknown> };
  const template = spec["template"] as { spec: object } | undefined;
  if (type === "Container") {
    const [first] = spec["containers"] as object[];
    return { ...rest, spec: { ...spec, containers: [{ ...first, ...few }] } };
  }
  if (type === "PodSpec" && template !== undefined) {
    return { ...rest, spec: { ...spec, template: { ...template, spec: { ...template.spec, ...few } } } };
  }
  return { ...rest, spec: { ...spec, ...few } };
}

function pathOf({ group, version, namespaced, plural }: ResourceDefinition): string {
  return `${group === "" ? "/api" : `/apis/${group}`}/${version}${namespaced ? "/namespaces/default" : ""}/${plural}`;
}

function createApi() {
  const cluster = createTestCluster();
  const log: string[] = [];
  const { objects, runtime } = cluster;
  const hosted = {
    accountId: "acc",
    clusterId: "cls",
    prefix: "acc/kube/cls/",
    version: "v1.30.0",
    objects,
    dataPlane: createFakeDataPlane(),
    systemLog: () => [],
  };
  const api = createKubeApi(
    { authenticate: () => ({ cluster: hosted, user: "learner" }) },
    { ...runtime, log: (line) => log.push(line) },
  );
  const send = async (
    method: string,
    path: string,
    body: unknown,
    type = "application/json",
    accept = "application/json",
  ): Promise<number> => {
    const headers = { authorization: "Bearer t", "content-type": type, accept };
    const [at = "", query = ""] = path.split("?");
    const response = await api.handle({
      method,
      path: at,
      query,
      headers,
      body: Buffer.from(body === undefined ? "" : JSON.stringify(body)),
    });
    expect({ body, log }).toMatchObject({ log: [] }); // what is our mistake is logged
    return response.status;
  };
  return { cluster, send };
}

describe("whatever is sent, the mistake is the sender's", { timeout: TIMEOUT_MS }, () => {
  test.each(RESOURCES.map((definition) => [definition.plural, definition] as const))("%s", async (_, definition) => {
    await fc.assert(
      fc.asyncProperty(wholeObject(definition), async (object) => {
        const { cluster, send } = createApi();
        const status = await send("POST", `${pathOf(definition)}?fieldValidation=Strict`, object);
        expect(status).not.toBe(500);
        // What was taken must not trip the controllers, nor anybody who looks at it.
        if (status === 201) {
          cluster.settle();
          for (const each of cluster.pods()) cluster.say(each, { kind: "running" });
          expect(await send("GET", pathOf(definition), undefined)).toBe(200);
        }
      }),
      runs(20),
    );
  });

  // Objects that are right but for a field or two: most are taken, and must not trip the controllers.
  test.each([
    ["pods", "PodSpec", newPod("fuzz")],
    ["pods", "Container", newPod("fuzz")],
    ["deployments", "DeploymentSpec", newDeployment("fuzz", 1)],
    ["deployments", "PodSpec", newDeployment("fuzz", 1)],
    ["services", "ServiceSpec", newService],
    ["nodes", "NodeSpec", { apiVersion: "v1", kind: "Node", metadata: { name: "fuzz" } }],
    ["pods", "PodStatus", newPod("fuzz")],
    ["nodes", "NodeStatus", { apiVersion: "v1", kind: "Node", metadata: { name: "fuzz" } }],
  ] as const)("%s, right but for their %s", async (plural, type, right) => {
    let taken = 0;
    const [definition] = RESOURCES.filter((each) => each.plural === plural);
    await fc.assert(
      fc.asyncProperty(fewFieldsOf(type), async (few) => {
        const { cluster, send } = createApi();
        const path = pathOf(definition!);
        const isStatus = type.endsWith("Status");
        const status = await send("POST", path, isStatus ? right : withFields(right, type, few));
        expect(status).not.toBe(500);
        if (status === 201) taken += 1;
        cluster.settle();
        if (isStatus) expect(await send("PUT", `${path}/fuzz/status`, { ...right, status: few })).not.toBe(500);
        cluster.settle();
        for (const each of cluster.pods()) cluster.say(each, { kind: "running" });
        for (const accept of ["application/json", "application/json;as=Table;v=v1;g=meta.k8s.io"]) {
          expect(await send("GET", path, undefined, "application/json", accept)).toBe(200);
        }
        cluster.objects.create("services", { ...newService, metadata: { name: "front", namespace: "default" } });
        cluster.settle();
        if (status === 201) expect(await send("DELETE", `${path}/fuzz`, {})).toBe(200);
        cluster.advance(40_000);
      }),
      runs(40),
    );
    expect(taken).toBeGreaterThan(5);
  });

  test("patches of every kind", async () => {
    const kinds = ["merge-patch+json", "strategic-merge-patch+json", "json-patch+json", "apply-patch+yaml"];
    const operation = fc.record({
      op: fc.constantFrom("add", "remove", "replace", "test", "move", "copy", "x"),
      path: fc.constantFrom(
        "",
        "/",
        "/spec",
        "/spec/replicas",
        "/spec/template/spec/containers/0",
        "/metadata/labels",
        "/metadata/name",
        "/-",
      ),
      from: fc.constantFrom("", "/spec", "/metadata/labels"),
      value: fc.constantFrom(1, "x", {}, [], null),
    });
    const patch = fc.oneof(
      objectOf("Deployment", 5),
      fc.array(operation, { maxLength: 3 }),
      fc.constantFrom(null, 1, "x"),
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), patch, async (kind, body) => {
        const { cluster, send } = createApi();
        cluster.objects.create("deployments", newDeployment("web", 1));
        const path = "/apis/apps/v1/namespaces/default/deployments/web?fieldManager=fuzz";
        expect(await send("PATCH", path, body, `application/${kind}`)).not.toBe(500);
        cluster.settle();
      }),
      runs(100),
    );
  });

  test("paths and queries", async () => {
    const part = fc.constantFrom(
      "api",
      "apis",
      "v1",
      "apps",
      "namespaces",
      "default",
      "pods",
      "web",
      "log",
      "exec",
      "scale",
      "status",
      "..",
      "%2e%2e",
      "%",
      "%2F",
      "openapi",
      "v3",
      "version",
      "",
    );
    const query = fc.constantFrom(
      "",
      "watch=1",
      "limit=-1",
      "limit=x",
      "continue=e30=",
      "labelSelector=(",
      "labelSelector=a+in+(",
      "fieldSelector==",
      "resourceVersion=x",
      "tailLines=-5",
      "tailLines=x",
      "%=%",
      "dryRun=All",
      "timeoutSeconds=x&watch=1",
    );
    const method = fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "BREW");
    await fc.assert(
      fc.asyncProperty(method, fc.array(part, { maxLength: 7 }), query, async (verb, parts, asked) => {
        const { cluster, send } = createApi();
        cluster.objects.create("pods", newPod("web"));
        expect(await send(verb, `/${parts.join("/")}?${asked}`, {})).not.toBe(500);
      }),
      runs(100),
    );
  });
});

describe("broken bytes on an upgraded connection", { timeout: TIMEOUT_MS }, () => {
  let lab: KubeLab;
  beforeAll(async () => {
    lab = await startKubeLab();
    lab.objects.create("pods", newPod("web"));
    const until = Date.now() + 10_000;
    const isRunning = (): boolean =>
      lab.objects.get("pods", "default", "web")?.["status"] !== undefined &&
      JSON.stringify(lab.objects.get("pods", "default", "web")).includes('"running"');
    while (!isRunning() && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  });
  afterAll(async () => await lab.close());

  const upgrade = async (subresource: string, protocol: string, bytes: Uint8Array): Promise<void> => {
    const socket = connect({ port: Number(new URL(lab.url).port), host: "127.0.0.1", ca: lab.caPem });
    socket.on("error", () => {});
    const headers = [
      `POST /api/v1/namespaces/default/pods/web/${subresource}?command=cat&stdin=true&stdout=true HTTP/1.1`,
      "Host: 127.0.0.1",
      `Authorization: Bearer ${lab.tokens.learner}`,
      "Connection: Upgrade",
      "Upgrade: SPDY/3.1",
      `X-Stream-Protocol-Version: ${protocol}`,
    ];
    socket.write(`${headers.join("\r\n")}\r\n\r\n`);
    await new Promise((resolve) => socket.once("data", resolve));
    socket.end(bytes);
    await new Promise((resolve) => socket.once("close", resolve));
  };

  const synStream = (block: Uint8Array): Uint8Array => {
    const frame = Buffer.alloc(18 + block.length);
    frame.writeUInt32BE(0x8003_0001, 0);
    frame.writeUInt32BE(10 + block.length, 4);
    frame.writeUInt32BE(1, 8);
    frame.set(block, 18);
    return frame;
  };

  test.each([
    ["exec", "v4.channel.k8s.io"],
    ["portforward", "portforward.k8s.io"],
  ])("%s goes on for others", async (subresource, protocol) => {
    const noise = fc.oneof(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 50 }).map(synStream));
    await fc.assert(
      fc.asyncProperty(noise, async (bytes) => await upgrade(subresource, protocol, bytes)),
      runs(20),
    );
    expect(lab.dataPlane.running).toBe(0);
  });
});
