import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLabFolder, prepareLabFolder, type LabFolder } from "../lab-folder.ts";
import { isKey, openPageKey, proofOf } from "./page-key.ts";

let folder: LabFolder;
beforeEach(() => {
  folder = openLabFolder(join(mkdtempSync(join(tmpdir(), "podpath-key-")), ".lab"));
  prepareLabFolder(folder);
});
afterEach(() => rmSync(join(folder.root, ".."), { recursive: true, force: true }));

test("the key lasts while the lab keeps its port, and is another one on another port", () => {
  const key = openPageKey(folder, 4000);
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(openPageKey(folder, 4000)).toBe(key);
  expect(openPageKey(folder, 4001)).not.toBe(key);
});

test("only the lab's owner can read it", () => {
  openPageKey(folder, 4000);
  expect(statSync(folder.path("page.json")).mode & 0o777).toBe(0o600);
});

test("a file that can't be read, or that holds no key, is made anew", () => {
  for (const content of ["{", JSON.stringify({ port: 4000, key: "short" }), "null"]) {
    writeFileSync(folder.path("page.json"), content);
    expect(openPageKey(folder, 4000)).toMatch(/^[\w-]{22}$/);
  }
});

test("the proof is of this key, this origin and this question", () => {
  const proof = proofOf("key", "http://127.0.0.1:4000", "nonce");
  expect(proof).toBe("63660823b81e37619b8bfd004732bd5a66f1505e9e66a6c56fb0b9b879d673ff");
  expect(proofOf("other", "http://127.0.0.1:4000", "nonce")).not.toBe(proof);
  expect(proofOf("key", "http://127.0.0.1:4001", "nonce")).not.toBe(proof);
  expect(proofOf("key", "http://127.0.0.1:4000", "other")).not.toBe(proof);
});

test("keys are equal when all of them is", () => {
  expect([isKey("a", "a"), isKey("a", "b"), isKey("", "a"), isKey(undefined, "a"), isKey("aa", "a")]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
