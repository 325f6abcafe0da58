import { describe, expect, test } from "vitest";
import { findScenario } from "./catalog.ts";
import { renderManifest } from "./manifest.ts";
import { expand, PlaceholderError, placeholdersOf } from "./placeholders.ts";

describe("expand", () => {
  // prettier-ignore
  test.each([
    ["a rule",                    "accept tcp {podA}/32 80",       "accept tcp 10.0.35.23/32 80"],
    ["twice the same",            "{podA} {podA}",                 "10.0.35.23 10.0.35.23"],
    ["awk's own braces stay",     "awk '{print $24}' {podA}",      "awk '{print $24}' 10.0.35.23"],
    ["jsonpath's braces stay",    "{.spec.securityGroups}",        "{.spec.securityGroups}"],
    ["an unknown name stays",     "{podC}",                        "{podC}"],
    ["a name of Object's own",    "{constructor}",                 "{constructor}"],
  ])("%s", (_, text, want) => expect(expand(text, { podA: "10.0.35.23" })).toBe(want));

  test("a value is put in as it is, even if it looks like a placeholder or a replacement pattern", () => {
    expect(expand("{podA}", { podA: "$& {podB}" })).toBe("$& {podB}");
  });

  test("a value that isn't known yet is an error that names it", () => {
    expect(() => expand("curl {podB}", { podA: "10.0.35.23" })).toThrow(PlaceholderError);
    expect(() => expand("curl {podB}", {})).toThrow(/\{podB\}/);
  });
});

test("placeholdersOf names each once, in order", () => {
  expect(placeholdersOf("{podB} {nodeA} {podB} {x}")).toEqual(["podB", "nodeA"]);
});

test("the manifest nails each Pod to its node and leaves nothing open", () => {
  const manifest = renderManifest(findScenario("vpc-cni-pod-to-pod")!, { nodeA: "10.0.35.139", nodeB: "10.0.35.179" });
  expect(manifest.match(/kubernetes\.io\/hostname: .*/g)).toEqual([
    'kubernetes.io/hostname: "10.0.35.139"',
    'kubernetes.io/hostname: "10.0.35.179"',
  ]);
  expect(placeholdersOf(manifest)).toEqual([]);
});
