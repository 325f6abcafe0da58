import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { TYPES } from "../resources/catalog.ts";
import { sameJson } from "../same-json.ts";
import { applyPatch } from "./apply.ts";
import { jsonPatch } from "./json-patch.ts";
import { mergePatch } from "./merge-patch.ts";
import { strategicPatch } from "./strategic-patch.ts";

describe("merge patch (RFC 7386)", () => {
  // prettier-ignore
  test.each([
    ["a value is replaced",      { a: "b" },            { a: "c" },                 { a: "c" }],
    ["a value is added",         { a: "b" },            { b: "c" },                 { a: "b", b: "c" }],
    ["null deletes",             { a: "b", b: "c" },    { a: null },                { b: "c" }],
    ["lists are replaced whole", { a: ["b"] },          { a: ["c", "d"] },          { a: ["c", "d"] }],
    ["objects are merged",       { a: { b: 1, c: 2 } }, { a: { b: 3, c: null } },   { a: { b: 3 } }],
    ["an object replaces text",  { a: "foo" },          { a: { b: { c: null } } },  { a: { b: {} } }],
  ])("%s", (_, target, patch, want) => {
    expect(mergePatch(target, patch)).toEqual(want);
  });

  test("applied twice is applied once, and the target is left alone", () => {
    const json = fc.object({ maxDepth: 3, values: [fc.string(), fc.integer(), fc.constant(null)] });
    fc.assert(
      fc.property(json, json, (target, patch) => {
        const before = structuredClone(target);
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
        expect(target).toEqual(before);
      }),
    );
  });
});

describe("JSON patch (RFC 6902)", () => {
  // prettier-ignore
  test.each([
    ["add to an object",          { a: 1 },        [{ op: "add", path: "/b", value: 2 }],                { a: 1, b: 2 }],
    ["add into a list",           { a: [1, 3] },   [{ op: "add", path: "/a/1", value: 2 }],              { a: [1, 2, 3] }],
    ["add to a list's end",       { a: [1] },      [{ op: "add", path: "/a/-", value: 2 }],              { a: [1, 2] }],
    ["remove",                    { a: [1, 2] },   [{ op: "remove", path: "/a/0" }],                     { a: [2] }],
    ["replace",                   { a: { b: 1 } }, [{ op: "replace", path: "/a/b", value: 2 }],          { a: { b: 2 } }],
    ["replace everything",        { a: 1 },        [{ op: "replace", path: "", value: { b: 1 } }],       { b: 1 }],
    ["move",                      { a: 1 },        [{ op: "move", from: "/a", path: "/b" }],             { b: 1 }],
    ["copy",                      { a: [1] },      [{ op: "copy", from: "/a/0", path: "/a/-" }],         { a: [1, 1] }],
    ["a test that holds",         { a: { b: 1 } }, [{ op: "test", path: "/a", value: { b: 1 } }],        { a: { b: 1 } }],
    ["escapes: ~1 is /, ~0 is ~", { "x/y~z": 1 },  [{ op: "remove", path: "/x~1y~0z" }],                 {}],
  ])("%s", (_, target, patch, want) => {
    expect(jsonPatch(target, patch)).toEqual(want);
  });

  // prettier-ignore
  test.each([
    ["a test that fails",        [{ op: "test", path: "/a", value: 2 }]],
    ["a path that isn't there",  [{ op: "remove", path: "/nope" }]],
    ["replace of what isn't",    [{ op: "replace", path: "/nope", value: 1 }]],
    ["an index that is outside", [{ op: "add", path: "/l/7", value: 1 }]],
    ["a step into a number",     [{ op: "add", path: "/a/b/c", value: 1 }]],
    ["an unknown operation",     [{ op: "frobnicate", path: "/a" }]],
    ["a pointer without slash",  [{ op: "remove", path: "a" }]],
  ])("refused: %s", (_, patch) => {
    expect(() => jsonPatch({ a: 1, l: [] }, patch)).toThrow("error in our request");
  });
});

describe("strategic merge patch", () => {
  const container = (name: string, more: object = {}) => ({ name, image: "i", ...more });
  const podWith = (...containers: object[]) => ({ spec: { containers } });
  const patched = (target: object, patch: object): unknown =>
    strategicPatch(target as Record<string, unknown>, patch as Record<string, unknown>, "Pod", TYPES);
  // prettier-ignore
  test.each([
    ["containers are merged by name",      podWith(container("a"), container("b")), podWith({ name: "b", image: "j" }),             podWith(container("a"), container("b", { image: "j" }))],
    ["a new one is appended",              podWith(container("a")),                 podWith(container("b")),                        podWith(container("a"), container("b"))],
    ["one is deleted by order",            podWith(container("a"), container("b")), podWith({ name: "a", $patch: "delete" }),       podWith(container("b"))],
    ["the list is replaced by order",      podWith(container("a")),                 podWith(container("b"), { $patch: "replace" }), podWith(container("b"))],
    ["ports by their number",              podWith(container("a", { ports: [{ containerPort: 80 }] })), podWith({ name: "a", ports: [{ containerPort: 80, name: "http" }] }), podWith(container("a", { ports: [{ containerPort: 80, name: "http" }] }))],
    ["tolerations have no key: replaced",  { spec: { tolerations: [{ key: "a" }] } }, { spec: { tolerations: [{ key: "b" }] } },     { spec: { tolerations: [{ key: "b" }] } }],
    ["null deletes a field",               { metadata: { labels: { a: "1", b: "2" } } }, { metadata: { labels: { a: null } } },       { metadata: { labels: { b: "2" } } }],
    ["$retainKeys drops the others",       { spec: { affinity: { a: 1, b: 2 } } },  { spec: { affinity: { $retainKeys: ["a"], a: 3 } } }, { spec: { affinity: { a: 3 } } }],
    ["$patch: replace replaces an object", { metadata: { labels: { a: "1" } } },     { metadata: { labels: { $patch: "replace", b: "2" } } }, { metadata: { labels: { b: "2" } } }],
    ["primitives are deleted by order",    { metadata: { finalizers: ["a", "b"] } }, { metadata: { "$deleteFromPrimitiveList/finalizers": ["a"] } }, { metadata: { finalizers: ["b"] } }],
  ])("%s", (_, target, patch, want) => {
    expect(patched(target, patch)).toEqual(want);
  });

  test("the order that kubectl wants is kept", () => {
    const patch = {
      spec: { "$setElementOrder/containers": [{ name: "c" }, { name: "a" }], containers: [{ name: "c", image: "i" }] },
    };
    expect(patched(podWith(container("a"), container("b")), patch)).toEqual(
      podWith(container("c"), container("b"), container("a")),
    );
  });

  test("the same port for TCP and UDP are two", () => {
    const both = [
      { port: 53, protocol: "TCP" },
      { port: 53, protocol: "UDP", name: "dns" },
    ];
    const merged = strategicPatch({ spec: { ports: [both[0]] } }, { spec: { ports: [both[1]] } }, "Service", TYPES);
    expect(merged).toEqual({ spec: { ports: both } });
  });

  test("an element without its key is refused", () => {
    expect(() => patched(podWith(), podWith({ image: "x" }))).toThrow("does not contain declared merge key: name");
  });
});

describe("apply", () => {
  const apply = (current: object, applied: object, last?: object): unknown =>
    applyPatch(
      current as Record<string, unknown>,
      applied as Record<string, unknown>,
      last as Record<string, unknown>,
      "Deployment",
      TYPES,
    );

  test("what is no longer applied goes, what others set stays", () => {
    const last = { metadata: { labels: { mine: "1", too: "2" } }, spec: { replicas: 2 } };
    const current = { metadata: { labels: { mine: "1", too: "2", theirs: "3" } }, spec: { replicas: 2, paused: true } };
    const applied = { metadata: { labels: { mine: "1" } } };
    expect(apply(current, applied, last)).toEqual({
      metadata: { labels: { mine: "1", theirs: "3" } },
      spec: { paused: true },
    });
  });

  test("an environment variable that is no longer applied goes, its neighbour stays", () => {
    const env = (...names: string[]) => ({
      spec: { template: { spec: { containers: [{ name: "c", env: names.map((name) => ({ name, value: "1" })) }] } } },
    });
    expect(apply(env("MINE", "THEIRS"), env(), env("MINE"))).toEqual(env("THEIRS"));
  });

  test("applied again, nothing changes", () => {
    const json = fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.string());
    fc.assert(
      fc.property(json, json, (labels, mine) => {
        const applied = { metadata: { labels: mine } };
        const once = apply({ metadata: { labels } }, applied);
        expect(sameJson(apply(once as object, applied, applied), once)).toBe(true);
      }),
    );
  });
});
