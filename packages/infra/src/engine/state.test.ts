import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { beforeEach, expect, test, onTestFinished } from "vitest";
import { openState, readOutputs, type ResourceRecord, STATE_FILE } from "./state.ts";

const drill = { id: "drill", region: "ap-guangzhou" };
const record: ResourceRecord = {
  urn: "urn-1",
  type: "t",
  name: "n",
  phase: "ready",
  id: "vpc-1",
  inputs: { name: "n" },
  outputs: {},
  dependencies: [],
};
let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "podpath-state-"));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
});

test("what was put is there for the next process", () => {
  openState(folder, drill).put(record);
  expect(openState(folder, drill).all()).toEqual([record]);
});

test("putting again replaces and keeps the place", () => {
  const state = openState(folder, drill);
  state.put(record);
  state.put({ ...record, urn: "urn-2" });
  state.put({ ...record, id: "vpc-2" });
  expect(state.all().map((one) => [one.urn, one.id])).toEqual([
    ["urn-1", "vpc-2"],
    ["urn-2", "vpc-1"],
  ]);
});

test("a doomed record makes room, and is remembered until it is forgotten", () => {
  const state = openState(folder, drill);
  state.put(record);
  state.doom("urn-1");
  state.put({ ...record, id: "vpc-2" });
  expect([state.all().length, state.doomed().length]).toEqual([1, 1]);
  state.forget(state.doomed()[0]!);
  expect([state.all()[0]?.id, state.doomed().length]).toEqual(["vpc-2", 0]);
});

test("nobody but its owner reads it, and no draft stays behind", () => {
  openState(folder, drill).put(record);
  expect(fs.readdirSync(folder)).toEqual([STATE_FILE]);
  if (process.platform !== "win32") expect(fs.statSync(path.join(folder, STATE_FILE)).mode & 0o777).toBe(0o600);
});

test("another drill's state is refused, unless nothing is left of it", () => {
  const state = openState(folder, drill);
  state.put(record);
  expect(() => openState(folder, { ...drill, id: "other" })).toThrow("The drill 'drill' stands here already");
  state.forget(record);
  expect(openState(folder, { id: "other", region: "ap-beijing" }).region).toBe("ap-beijing");
});

test("a file that is no state says which file, and what to do", () => {
  fs.writeFileSync(path.join(folder, STATE_FILE), "{ half");
  expect(() => openState(folder, drill)).toThrow(path.join(folder, STATE_FILE));
  expect(() => readOutputs(folder)).toThrow("cannot be read");
});

test("no file: no outputs", () => expect(readOutputs(folder)).toBeNull());
