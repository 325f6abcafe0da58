import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Recording } from "../src/parity/recording.ts";
import { findPersonal } from "../src/parity/scrub.ts";
import { labProcess, type LabProcess } from "./lab-process.ts";

/** Where it looks on: the state that an experiment changes, and must give back. */
async function stateOf(lab: LabProcess): Promise<unknown> {
  const groups = JSON.parse((await lab.run("sg", "list", "--json")).stdout) as unknown;
  const status = JSON.parse((await lab.run("status", "--json")).stdout) as Record<string, unknown>;
  const pods = (await lab.run("kubectl", "get", "pods", "-o", "name")).stdout;
  return { groups, status: { ...status, supervisor: null }, pods };
}

async function newLab(): Promise<LabProcess> {
  const lab = labProcess({ limitMs: 180_000 });
  onTestFinished(() => lab.dispose());
  const up = await lab.run("up", "--lang", "en");
  expect(up.status, up.stderr).toBe(0);
  return lab;
}

test(
  "recorded in the sandbox: marked as such, nothing personal, everything as before, and the same when replayed",
  { timeout: 240_000 },
  async () => {
    const lab = await newLab();
    const before = await stateOf(lab);
    const file = join(lab.folder, "recording.json");
    const unasked = await lab.run("parity", "record", "--out", file);
    expect(unasked.status).toBe(2);
    const nowhere = await lab.run(
      "parity",
      "record",
      "--yes",
      "--lang",
      "en",
      "--out",
      join(lab.folder, "no", "x.json"),
    );
    expect(nowhere).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/ENOENT\)\.\n→ /) as string });
    const ran = await lab.run("parity", "record", "--yes", "--out", file);
    expect(ran.status, ran.stderr).toBe(0);
    expect(await stateOf(lab)).toEqual(before);
    expect(existsSync(join(lab.folder, "parity.json"))).toBe(false);
    const recording = JSON.parse(readFileSync(file, "utf8")) as Recording;
    expect(recording.source).toBe("sandbox");
    expect(findPersonal(JSON.stringify(recording.observations.map(({ seen, notSeen }) => [seen, notSeen])))).toEqual(
      [],
    );
    const seen = Object.fromEntries(recording.observations.map((one) => [one.id, one.seen]));
    expect(seen["group-order"]).toEqual({
      acceptGroupFirst: "connected",
      dropGroupFirst: "timed-out",
      dropRuleFirst: "timed-out",
    });
    expect(seen["source-address"]).toEqual({ source: "<pod-a>" });
    expect(ran.stdout).not.toContain("contradicts");
    const again = await lab.run("parity", "record", "--yes", "--out", file);
    expect(again.status).toBe(2);

    const same = await lab.run("parity", "replay", file);
    expect(same.status, same.stdout).toBe(0);
    const doctored = recording.observations.map((one) =>
      one.id === "same-node" ? { ...one, seen: { outcome: "timed-out" } } : one,
    );
    writeFileSync(file, JSON.stringify({ ...recording, source: "tencent-cloud", observations: doctored }));
    const differs = await lab.run("parity", "replay", file, "--only", "same-node,no-groups");
    expect(differs.status, differs.stdout).toBe(1);
    expect(differs.stdout).toMatch(/✗ same-node\n.*outcome.*"timed-out".*"connected"/);
  },
);

test(
  "killed in the middle: the next command says so, and undo gives everything back",
  { timeout: 240_000 },
  async () => {
    const lab = await newLab();
    const before = await stateOf(lab);
    const file = join(lab.folder, "recording.json");
    const recording = lab.start("parity", "record", "--yes", "--only", "group-order", "--out", file);
    const gone = new Promise((resolve) => recording.on("close", resolve));
    // Groups are bound: the journal holds more than one made group.
    await until(() => journal(lab).filter((kind) => kind === "bind").length >= 2);
    recording.kill("SIGKILL");
    await gone;
    expect(existsSync(file)).toBe(false);
    const status = await lab.run("status", "--lang", "en");
    expect(status.stderr).toMatch(/parity record was interrupted, \d+ changes/);
    expect(await stateOf(lab)).not.toEqual(before);
    const undo = await lab.run("parity", "undo");
    expect(undo.status, undo.stderr).toBe(0);
    expect(await stateOf(lab)).toEqual(before);
    expect((await lab.run("status")).stderr).not.toMatch(/interrupted/);
  },
);

test("Ctrl-C puts back what is under way and writes nothing", { timeout: 240_000 }, async () => {
  const lab = await newLab();
  const before = await stateOf(lab);
  const file = join(lab.folder, "recording.json");
  const recording = lab.start("parity", "record", "--yes", "--only", "group-order,no-groups", "--out", file);
  const exited = new Promise<number | null>((resolve) => recording.on("close", resolve));
  await until(() => journal(lab).includes("bind"));
  recording.kill("SIGINT");
  expect(await exited).toBe(1);
  expect(existsSync(file)).toBe(false);
  expect(await stateOf(lab)).toEqual(before);
});

function journal(lab: LabProcess): readonly string[] {
  try {
    const { steps } = JSON.parse(readFileSync(join(lab.folder, "parity.json"), "utf8")) as {
      steps: { kind: string }[];
    };
    return steps.map(({ kind }) => kind);
  } catch {
    return [];
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("that moment never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
