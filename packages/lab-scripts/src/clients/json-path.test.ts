import { expect, test } from "vitest";
import { evaluateJsonPath } from "./json-path.ts";

const node = {
  metadata: { name: "10.0.35.139", labels: { "kubernetes.io/hostname": "10.0.35.139" } },
  spec: { securityGroups: ["sg-aaaaaaaa", "sg-bbbbbbbb"], maxRouteENI: 2 },
  items: [{ metadata: { name: "a" } }, { metadata: { name: "b" } }],
};

// prettier-ignore
test.each([
  ["a string prints bare",           "{.metadata.name}",                              "10.0.35.139"],
  ["a list prints as JSON",          "{.spec.securityGroups}",                        '["sg-aaaaaaaa","sg-bbbbbbbb"]'],
  ["one of a list",                  "{.spec.securityGroups[0]}",                     "sg-aaaaaaaa"],
  ["all of a list",                  "{.items[*].metadata.name}",                     "a b"],
  ["a number",                       "{.spec.maxRouteENI}",                           "2"],
  ["dots inside a key",              "{.metadata.labels.kubernetes\\.io/hostname}",   "10.0.35.139"],
  ["text around it stays",           "name={.metadata.name}\n",                       "name=10.0.35.139\n"],
  ["what isn't there is empty",      "{.status.phase}",                               ""],
])("%s", (_, template, want) => {
  expect(evaluateJsonPath(template, node)).toBe(want);
});

test("what kubectl knows and this doesn't is refused, not guessed", () => {
  expect(() => evaluateJsonPath("{.items[?(@.a==1)].b}", node)).toThrow();
});
