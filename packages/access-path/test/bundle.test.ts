import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import * as accessPath from "../src/index.ts";
import { bundle } from "./bundle.ts";

const kB = (code: string) => gzipSync(code).length / 1000;

test("evaluate and explain, with the rules' notation and all sentences, weigh at most 20 kB gzip", async () => {
  const code = await bundle([
    "evaluate",
    "explain",
    "tracePath",
    "parseRule",
    "printRule",
    "sentence",
    "nearMissSentence",
    "editSentence",
  ]);
  expect(kB(code)).toBeLessThanOrEqual(20);
});

test("the whole package needs nothing but itself, and weighs at most 25 kB gzip", async () => {
  const code = await bundle(Object.keys(accessPath));
  expect(kB(code)).toBeLessThanOrEqual(25);
});
