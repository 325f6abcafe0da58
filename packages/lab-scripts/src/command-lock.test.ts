import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { removeLeftovers, takeLock } from "./command-lock.ts";
import { openLabFolder, type LabFolder } from "./lab-folder.ts";

let folder: LabFolder;
beforeEach(() => (folder = openLabFolder(mkdtempSync(join(tmpdir(), "podpath-lock-")))));
afterEach(() => rmSync(folder.root, { recursive: true, force: true }));

/** The id of a process that was there and ended. */
const ended = (): number => spawnSync(process.execPath, ["-e", "0"]).pid;

test("a lock is one command's alone; one whose holder was killed is taken over", () => {
  writeFileSync(folder.path("work.lock"), String(ended()));
  expect(takeLock(folder, "work.lock")).toBe(true);
  expect(takeLock(folder, "work.lock")).toBe(false);
});

test("what killed commands left is removed; the files of living ones and all others stay", () => {
  const dead = ended();
  const gone = [
    "supervisor.lock",
    `lab.json.${dead}.new`,
    `kubeconfig.${dead}.new`,
    `work.lock.${dead}`,
    `work.lock.${dead}.old`,
  ];
  const kept = ["lab.json", "supervisor.log", `attempt.json.${process.pid}.new`, `report.${dead}`];
  for (const name of [...gone, ...kept]) writeFileSync(join(folder.root, name), String(dead));
  removeLeftovers(folder);
  expect(readdirSync(folder.root).toSorted()).toEqual(kept.toSorted());
});

test("a start that is under way keeps its lock", () => {
  writeFileSync(folder.path("supervisor.lock"), String(process.pid));
  removeLeftovers(folder);
  expect(readdirSync(folder.root)).toEqual(["supervisor.lock"]);
});

test("nothing is made where there is no lab", () => {
  expect(() => removeLeftovers(openLabFolder(join(folder.root, "none")))).not.toThrow();
  expect(readdirSync(folder.root)).toEqual([]);
});
