import { describe, expect, test } from "vitest";
import { RESOURCES, TYPES } from "../resources/catalog.ts";
import { decode } from "./decode.ts";
import { decodeProtobuf } from "./protobuf.ts";
import { parseTypes } from "./schema.ts";

describe("tables", () => {
  test("every kind that is served has its type", () => {
    expect(RESOURCES.map(({ kind }) => kind).filter((kind) => !TYPES.has(kind))).toEqual([]);
  });

  test("field numbers are used once a type", () => {
    const twice = [...TYPES.values()].flatMap(({ name, fields, inlined }) => {
      const numbers = [...[...fields.values()].flatMap(({ number }) => number ?? []), ...inlined.keys()];
      return numbers.length === new Set(numbers).size ? [] : [name];
    });
    expect(twice).toEqual([]);
  });

  test.each([
    ["an unknown type", "A\n  b  Nope\n", "A: no type Nope"],
    ["half a line", "A\n  b\n", "not a field"],
  ])("%s is refused", (_, table, why) => {
    expect(() => parseTypes(table)).toThrow(why);
  });
});

describe("decoding", () => {
  const pod = (spec: object): object => ({ apiVersion: "v1", kind: "Pod", metadata: { name: "p" }, spec });
  // prettier-ignore
  test.each([
    ["a list that is none",   { containers: "x" },                                    "json: cannot unmarshal string into Go struct field Pod.spec.containers of type []v1.Container"],
    ["a text for a number",   { containers: [{ ports: [{ containerPort: "80" }] }] }, "json: cannot unmarshal string into Go struct field Pod.spec.containers[0].ports[0].containerPort of type int32"],
    ["a number for a text",   { nodeName: 5 },                                        "json: cannot unmarshal number into Go struct field Pod.spec.nodeName of type string"],
    ["a list for a map",      { nodeSelector: [] },                                   "json: cannot unmarshal array into Go struct field Pod.spec.nodeSelector of type map[string]string"],
    ["a number in a map",     { nodeSelector: { a: 1 } },                             "json: cannot unmarshal number into Go struct field Pod.spec.nodeSelector.a of type string"],
  ])("%s", (_, spec, want) => {
    expect(decode(pod(spec), "Pod", TYPES).mismatch).toBe(want);
  });

  test("unknown fields are told by their paths and dropped, nulls are dropped", () => {
    const sent = pod({ containers: [{ name: "c", imag: "x" }], nodeSelektor: {}, hostname: null });
    expect(decode(sent, "Pod", TYPES)).toEqual({
      value: pod({ containers: [{ name: "c" }] }),
      unknown: ["spec.containers[0].imag", "spec.nodeSelektor"],
      mismatch: null,
    });
  });

  test("a quantity may be a number, and becomes text", () => {
    const sent = pod({ containers: [{ resources: { limits: { cpu: 1 } } }] });
    expect(decode(sent, "Pod", TYPES).value).toEqual(pod({ containers: [{ resources: { limits: { cpu: "1" } } }] }));
  });
});

describe("protobuf, as kubectl 1.33 sends it", () => {
  // Recorded from kubectl create deployment web --image=nginx:1.25 --replicas=0 --port=80, and so on.
  const DEPLOYMENT =
    "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50Er0BCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEosBCAASDAoKCgNhcHASA3dlYhpxChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2Vi" +
    "ElESMwoFbmdpbngSCm5naW54OjEuMjUqADIKCgAQABhQIgAqAEIAagByAIABAIgBAJABAKIBABoAMgBCAEoAUgBYAGAAaACCAQCKAQCaAQDCAQAiAgoAKAA4ABoMCAAQABgAIAAoADgAGgAiAA==";
  const SECRET = "azhzAAoMCgJ2MRIGU2VjcmV0EiAKEQoBcxIAGgAiACoAMgA4AEIAEgkKBHdvcmQSAWIaABoAIgA=";
  const SERVICE =
    "azhzAAoNCgJ2MRIHU2VydmljZRJvCh8KA3N2YxIAGgAiACoAMgA4AEIAWgoKA2FwcBIDc3ZjEkgKIQoJODA4MC1odHRwEgNUQ1AYkD8iCggBEAAaBGh0dHAoABIKCgNhcHASA3N2YxoAIglDbHVzdGVySVA6AEIAUgBaAGAAaAAaAgoAGgAiAA==";
  const CONFIG_MAP = "azhzAAoPCgJ2MRIJQ29uZmlnTWFwEhsKEgoCY20SABoAIgAqADIAOABCABIFCgFhEgAaACIA";
  const read = (base64: string): unknown => decodeProtobuf(Buffer.from(base64, "base64"), TYPES);

  test("a Deployment: zero replicas is not the default", () => {
    expect(read(DEPLOYMENT)).toEqual({
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "web", labels: { app: "web" } },
      spec: {
        replicas: 0,
        selector: { matchLabels: { app: "web" } },
        template: {
          metadata: { labels: { app: "web" } },
          spec: {
            containers: [{ name: "nginx", image: "nginx:1.25", ports: [{ containerPort: 80 }], resources: {} }],
          },
        },
        strategy: {},
      },
    });
  });

  test("a Secret's bytes become base64", () => {
    expect(read(SECRET)).toMatchObject({ kind: "Secret", metadata: { name: "s" }, data: { word: "Yg==" } });
  });

  test("a Service's target port by name", () => {
    expect(read(SERVICE)).toMatchObject({
      spec: { type: "ClusterIP", ports: [{ name: "8080-http", port: 8080, protocol: "TCP", targetPort: "http" }] },
    });
  });

  test("an empty text in a map stays", () => {
    expect(read(CONFIG_MAP)).toMatchObject({ data: { a: "" } });
  });

  test.each([
    ["another format", Buffer.from("{}")],
    ["cut off", Buffer.from(DEPLOYMENT, "base64").subarray(0, 60)],
    ["a length beyond the end", Buffer.from([0x6b, 0x38, 0x73, 0, 0x0a, 0xff, 0x7f])],
    ["a number without end", Buffer.from([0x6b, 0x38, 0x73, 0, ...Array.from({ length: 20 }, () => 0xff)])],
  ])("broken bytes are refused: %s", (_, bytes) => {
    expect(() => decodeProtobuf(bytes, TYPES)).toThrow("isn't a protobuf object of Kubernetes");
  });

  test("a kind without a table is refused by name", () => {
    const job = Buffer.concat([Buffer.from([0x6b, 0x38, 0x73, 0, 0x0a, 0x05, 0x12, 0x03]), Buffer.from("Job")]);
    expect(() => decodeProtobuf(job, TYPES)).toThrow("this server reads Job as application/json only");
  });
});
