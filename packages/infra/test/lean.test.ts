import * as full from "@pulumi/pulumi";
import { expect, test } from "vitest";
import * as lean from "../src/engine/pulumi/lean.ts";

type Names = Record<string, unknown>;

/** What a program would miss under the embedded engine; each is one that ours have no use for. */
const MISSING = [
  "StackReference",
  "Stash",
  "asset",
  "automation",
  "deploymentOnlyModule",
  "dynamic",
  "iterable",
  "provider",
  "utils",
];
const MISSING_AT_RUN_TIME = ["computeCodePaths", "serializeFunction", "serializeFunctionAsync"];

test("the lean package is the package, less what is listed here", () => {
  expect(missing(full, lean, ["runtime", "log", "default"])).toEqual(MISSING);
  expect(missing(full.log as Names, lean.log, [])).toEqual([]);
  expect(missing(full.runtime as Names, lean.runtime, [])).toEqual(MISSING_AT_RUN_TIME);
});

/** Names of `whole` that `part` lacks; those that both have must be the same thing. */
function missing(whole: Names, part: Names, except: readonly string[]): string[] {
  const names = Object.keys(whole).filter((name) => !name.startsWith("_") && !except.includes(name));
  for (const name of names) if (name in part) expect(part[name], name).toBe(whole[name]);
  return names.filter((name) => !(name in part)).toSorted();
}
