import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findPrograms, PACKAGE_OF, type ProgramName } from "./programs.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "podpath-test-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

function install(name: ProgramName, mode: number, ...under: readonly string[]): string {
  const folder = join(directory, ...under);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), "", { mode });
  return join(folder, name);
}

test("PATH comes first", () => {
  const file = install("ip", 0o755);
  expect(findPrograms([directory]).found.ip).toBe(file);
});

test("a file that cannot be run is no program", () => {
  const file = install("ip", 0o644);
  expect(findPrograms([directory]).found.ip).not.toBe(file);
});

test("unpacked packages come last, and count as well as any other", () => {
  const file = install("nginx", 0o755, "usr", "sbin");
  const { found, missing } = findPrograms([], directory);
  expect(missing).not.toContain("nginx");
  expect([file, "/usr/sbin/nginx", "/usr/local/sbin/nginx"]).toContain(found.nginx);
});

test("every program is either found or missing", () => {
  const { found, missing } = findPrograms([]);
  expect([...Object.keys(found), ...missing].sort()).toEqual(Object.keys(PACKAGE_OF).sort());
});
