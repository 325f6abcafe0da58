import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSubmission, type GradeJson } from "@podpath/checker";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { waitFor } from "../../src/wait-for.ts";
import { isKernelAble } from "./kernel-plane.ts";
import { labProcess, type LabProcess } from "../lab-process.ts";

/** What a learner sees of the grader through the real command: hints and their price, a watched repair, a defect of ours. */

const SLOW_MS = 20_000;

interface Named {
  readonly podB: { readonly securityGroups: readonly string[] };
}

let lab: LabProcess;

beforeAll(async () => {
  lab = labProcess();
  const up = await lab.run("--lang", "en", "up");
  expect(up.status, up.stderr).toBe(0);
});
afterAll(() => lab.dispose());

describe("hints", () => {
  test("the price is said before it is paid, and the first costs nothing", async () => {
    const first = await lab.run("hint");
    expect(first.stdout).toMatch(/hint 2 \(takes 10 points from the diagnosis, none from the fix/);
    expect(await lab.json<{ cost: number; next: number | null }>("hint", "2")).toMatchObject({ cost: 10, next: 20 });
    expect((await lab.run("hint", "4")).status).toBe(2);
  });

  test("after the diagnosis they are free; later answers are practice, judged by themselves", async () => {
    const { podA, podB } = await lab.json<Record<"podA" | "podB", { securityGroups: string[] }>>("status");
    const wrong = await lab.run("answer", "podA", "egress", podA.securityGroups[0]!, "0");
    expect(wrong.stdout).toMatch(/\[wrong\] {2}which rule {2}0\/30\n.*take 10 points: 10\/100/);
    const again = await lab.run("answer", "podB", "ingress", podB.securityGroups[0]!, "end");
    expect(again.stdout).toMatch(/first time counts \(10\/100\)/);
    expect(again.stdout).toMatch(/\[right\] {2}which rule\n/);
    expect(await lab.json("hint", "3")).toMatchObject({ cost: 0, next: null });
    // The report has told how it ends: a prediction comes too late.
    expect((await lab.run("answer", "predict", "28")).stdout).toMatch(/doesn't count/);
  });

  test("they stand in the grade, in the submission, and in what is graded again", async () => {
    const grade = await lab.json<GradeJson>("check");
    expect(grade.diagnosis).toMatchObject({ hints: { read: [1, 2, 3], cost: 10 }, score: { earned: 10 } });
    const file = join(lab.folder, "handed-in.json");
    expect((await lab.run("submit", file)).status).toBe(0);
    expect(parseSubmission(readFileSync(file, "utf8")).hints).toEqual([
      { layer: 1, afterDiagnosis: false },
      { layer: 2, afterDiagnosis: false },
      { layer: 3, afterDiagnosis: true },
    ]);
    const { results } = await lab.json<{ results: { grade: GradeJson }[] }>("regrade", file);
    expect(results[0]!.grade.diagnosis).toEqual(
      // Its prediction came too late, and of a file no prediction is counted.
      expect.objectContaining({ hints: grade.diagnosis!.hints, score: { ...grade.diagnosis!.score, outOf: 80 } }),
    );
  });
});

test("what was said and read stays over a reset, the blamed things by their new ids, and ends with a down", async () => {
  const before = await lab.json<Named>("status");
  const { diagnosis } = await lab.json<GradeJson>("check");
  expect((await lab.run("reset", "--lang", "en")).stdout).toMatch(/still count.* down/s);
  expect((await lab.json<Named>("status")).podB.securityGroups).not.toEqual(before.podB.securityGroups);
  expect((await lab.json<GradeJson>("check")).diagnosis).toMatchObject({
    parts: diagnosis!.parts,
    hints: diagnosis!.hints,
  });
  expect((await lab.run("down")).status).toBe(0);
  expect((await lab.run("up")).status).toBe(0);
  expect((await lab.json<GradeJson>("check")).diagnosis).toMatchObject({ hints: { read: [] }, score: { earned: 0 } });
});

test("whatever tells where the packet dies before a diagnosis counts as the hint that tells as much", async () => {
  const readNow = async () => (await lab.json<GradeJson>("check")).diagnosis!.hints;
  await lab.run("sg", "add", "podB", "egress", "accept udp 192.0.2.1/32 9");
  // An irrelevant change buys nothing, and the report costs nothing.
  expect((await lab.run("check")).stdout).not.toMatch(/eni-|sg-/);
  expect(await readNow()).toEqual({ read: [], cost: 0 });
  expect((await lab.run("step", "find-group", "--lang", "en")).stdout).toMatch(/counts as hint 2: it takes 10 points/);
  expect((await lab.run("trace", "--lang", "en")).stdout).toMatch(/counts as hint 2: it takes 10 points/);
  const diagnosed = await lab.run("diagnose", "--from", "podA", "--to", "podB", "--lang", "en");
  expect(diagnosed.stderr).toMatch(/counts as hint 3: it takes 20 points/);
  expect((await lab.run("explain", "--lang", "en")).stdout).toMatch(/counts as hint 3: it takes 20 points/);
  expect(await readNow()).toEqual({ read: [2, 3], cost: 30 });
  expect((await lab.run("check", "--lang", "en")).stdout).toMatch(/look at .*eni-.*implicit drop/);
  expect((await lab.run("reset")).status).toBe(0);
  expect(await readNow()).toEqual({ read: [2, 3], cost: 30 });
});

test("a watched repair: steps turn green, one that regressed turns red, and it ends with the pass", async () => {
  const watch = lab.follow("check", "--watch");
  const ended = once(watch.child, "exit");
  const sees = (what: RegExp, from = 0) =>
    waitFor(String(what), SLOW_MS, () => (what.test(watch.output().slice(from)) ? true : null));
  await sees(/\[FAIL\] {2}Pod A reaches Pod B/);

  await lab.run("sg", "add", "podB", "ingress", "accept all 0.0.0.0/0 all", "--index", "0");
  await sees(/▲ turned green: symptom\.connects/);
  await sees(/▼ passed before, and no longer: least-privilege\.within-tolerated/);

  const beforeUndo = watch.output().length;
  await lab.run("sg", "remove", "podB", "ingress", "0");
  await sees(/▼ passed before, and no longer: symptom\.connects/, beforeUndo);
  await sees(/▲ turned green: least-privilege\.within-tolerated/, beforeUndo);

  const beforeFix = watch.output().length;
  await lab.run("sg", "add", "podB", "ingress", "accept tcp 10.0.35.23/32 80");
  await sees(/▲ turned green: symptom\.connects/, beforeFix);
  expect(await ended).toEqual([0, null]);
  expect(watch.output().slice(beforeFix)).toMatch(/Passed, 100\/100/);
  // No terminal, no escape codes: the words carry it all.
  expect(watch.output()).not.toContain("\u001b");
});

/** Nobody but the lab's owner can do this: the fabric is entered from outside, and its rules are changed behind its back. */
function tamperWithFabric(rule: string): void {
  const { pid } = JSON.parse(readFileSync(join(lab.folder, "supervisor.json"), "utf8")) as { pid: number };
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ");
  const who = process.getuid?.() === 0 ? ["-S", "0", "-G", "0"] : ["--preserve-credentials"];
  const ran = spawnSync("nsenter", ["-t", child!, "-U", "-n", ...who, "nft", rule], { encoding: "utf8" });
  expect(ran.status, ran.stderr).toBe(0);
}

test("a watch goes on with the lab that a reset builds, and ends with a down; as JSON a line a change", async () => {
  expect((await lab.run("reset")).status).toBe(0);
  const watch = lab.follow("watch", "--json");
  const ended = once(watch.child, "exit");
  const grades = () =>
    watch
      .output()
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as GradeJson);
  const sees = (count: number) => waitFor(`${count} grades`, SLOW_MS, () => (grades().length >= count ? true : null));
  await sees(1);
  expect((await lab.run("reset")).status).toBe(0);
  await sees(2);
  expect(grades().at(-1)).toMatchObject({ schema: "podpath.grade/1", verdict: "not-yet" });
  expect((await lab.run("down")).status).toBe(0);
  expect(await ended).toEqual([1, null]);
  expect((await lab.run("up")).status).toBe(0);
});

test.runIf(await isKernelAble())(
  "a fabric that doesn't obey the account is our defect: status 3, and a report to send",
  async () => {
    tamperWithFabric("insert rule inet sg to-port drop");
    const en = await lab.run("--lang", "en", "check");
    expect(en.status).toBe(3);
    expect(en.stdout).toMatch(/Inconclusive, and not your fault/);
    const [, file] = /\n {2}(\/.*\.json)\n/.exec(en.stderr)!;
    const text = readFileSync(file!, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      schema: "podpath.bug-report/1",
      scenario: "vpc-cni-pod-to-pod",
      grade: { verdict: "inconclusive" },
      evidence: { apis: { kind: "read" }, dataPlane: "kernel" },
    });
    expect(text).not.toMatch(/AKID|BEGIN|secretKey/);
    const zh = await lab.run("--lang", "zh", "check");
    expect(zh.status).toBe(3);
    expect(zh.stderr).toMatch(/不是你的问题.*已写入.*\n.*bug-reports.*\n→ 先再跑一次 check/);
    const json = await lab.run("--json", "check");
    expect(json.status).toBe(3);
    expect((JSON.parse(json.stdout) as GradeJson).verdict).toBe("inconclusive");

    expect((await lab.run("--lang", "en", "reset")).status).toBe(0);
    expect((await lab.run("check")).status).toBe(1);
    // What was written for us outlives the lab it is about.
    expect(existsSync(file!)).toBe(true);
  },
);
