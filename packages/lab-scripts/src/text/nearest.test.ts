import { expect, test } from "vitest";
import { nearest } from "./nearest.ts";

const KNOWN = ["up", "down", "check", "probe", "step", "sg", "kubectl"];

// prettier-ignore
test.each([
  ["chek",     "check"],
  ["porbe",    "probe"],
  ["Steps",    "step"],
  ["kubectrl", "kubectl"],
  ["bring-up", null],
  ["x",        null],
])("%s → %s", (word, meant) => {
  expect(nearest(word, KNOWN)).toBe(meant);
});
