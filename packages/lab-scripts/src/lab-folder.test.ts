import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LabError } from "./lab-error.ts";
import { openLabFolder, prepareLabFolder, type LabFolder } from "./lab-folder.ts";

let base: string;
beforeEach(() => (base = mkdtempSync(join(tmpdir(), "podpath-folder-"))));
afterEach(() => rmSync(base, { recursive: true, force: true }));

function openAndPrepare(root: string): LabFolder {
  const folder = openLabFolder(root);
  prepareLabFolder(folder);
  return folder;
}

const isAny = (value: unknown): value is unknown => value !== undefined;

test("the folder and its files are the owner's alone", () => {
  const folder = openAndPrepare(join(base, "实验 室"));
  folder.writeJson("lab.json", { a: 1 });
  expect(statSync(folder.root).mode & 0o777).toBe(0o700);
  expect(statSync(folder.path("lab.json")).mode & 0o777).toBe(0o600);
  expect(folder.readJson("lab.json", isAny)).toEqual({ a: 1 });
});

test("a file that isn't there is undefined; one that is damaged says which and what to do", () => {
  const folder = openAndPrepare(base);
  expect(folder.readJson("lab.json", isAny)).toBeUndefined();
  writeFileSync(folder.path("lab.json"), '{"half":');
  expect(() => folder.readJson("lab.json", isAny)).toThrow(LabError);
  expect(() => folder.readJson("lab.json", isAny)).toThrow("lab.json");
});

test("a folder that can't be made is an error of the environment", () => {
  writeFileSync(join(base, "file"), "");
  expect(() => openAndPrepare(join(base, "file", "lab"))).toThrow(LabError);
});

test("looking whether there is a lab makes nothing", () => {
  const folder = openLabFolder(join(base, "none"));
  expect(folder.readJson("lab.json", isAny)).toBeUndefined();
  expect(existsSync(folder.root)).toBe(false);
});

test("what is written brings its folder along, the owner's alone", () => {
  const folder = openLabFolder(join(base, "none"));
  folder.writeText("work/deployment.yaml", "");
  expect(statSync(folder.root).mode & 0o777).toBe(0o700);
  expect(existsSync(folder.path("work/deployment.yaml"))).toBe(true);
});
