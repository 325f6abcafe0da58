import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences, needsReplacement, onlyWanted } from "./diff.ts";
import { includes, type JsonObject, same } from "./json.ts";

const json = fc.dictionary(fc.constantFrom("a", "b", "tags", "native"), fc.jsonValue(), {
  noNullPrototype: true,
}) as fc.Arbitrary<JsonObject>;

describe("differences", () => {
  test.each([
    ["nothing", { a: 1 }, { a: 1 }, []],
    ["a value", { a: 1 }, { a: 2 }, [{ path: "a", wanted: 1, actual: 2 }]],
    ["a value deep inside", { n: { r: 2 } }, { n: { r: 3 } }, [{ path: "n.r", wanted: 2, actual: 3 }]],
    ["a key that is not there", { a: 1 }, {}, [{ path: "a", wanted: 1, actual: undefined }]],
    ["the order of a list", { a: [1, 2] }, { a: [2, 1] }, [{ path: "a", wanted: [1, 2], actual: [2, 1] }]],
    ["not the order of keys", { a: { x: 1, y: 2 } }, { a: { y: 2, x: 1 } }, []],
  ])("%s", (_, wanted, actual, want) => expect(differences(wanted, actual)).toEqual(want));

  test("are none between a value and itself, and none only between equals", () => {
    fc.assert(fc.property(json, json, (a, b) => (differences(a, b).length === 0) === same(a, b)));
    fc.assert(fc.property(json, (a) => differences(a, structuredClone(a)).length === 0));
  });
});

describe("only what the program asked for is compared", () => {
  test.each([
    ["what the cloud chose", { name: "x" }, { name: "x", createdAt: "now" }, { name: "x" }],
    [
      "…inside an object too",
      { native: { replicas: 2 } },
      { native: { replicas: 2, auto: true } },
      { native: { replicas: 2 } },
    ],
    ["but all tags", { tags: { a: "1" } }, { tags: { a: "1", b: "2" } }, { tags: { a: "1", b: "2" } }],
  ])("%s", (_, wanted, actual, want) => expect(onlyWanted(actual, wanted)).toEqual(want));
});

test.each([
  ["the property itself", "cidrBlock", true],
  ["a part of it", "native.systemDisk.diskSize", true],
  ["its neighbour", "native.systemDiskType", false],
  ["another", "name", false],
])("replacement: %s", (_, path, want) => {
  const change = { path, wanted: 1, actual: 2 };
  expect(needsReplacement([change], ["cidrBlock", "native.systemDisk"])).toBe(want);
});

test("a configuration includes what was merged into it", () => {
  fc.assert(fc.property(json, json, (wanted, more) => includes({ ...more, ...wanted }, wanted)));
  expect(includes({ a: { b: 1, c: 2 } }, { a: { b: 1 } })).toBe(true);
  expect(includes({ a: { b: 1 } }, { a: { b: 2 } })).toBe(false);
});
