import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labProcess, type LabProcess } from "../lab-process.ts";
import { jobLines } from "./ci-files.ts";

/** A learner's way through diagnosis, fix and submission, and an instructor's through a class, as they type it. */

const LAUNCHER = fileURLToPath(new URL("../../../../lab", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "podpath-class-"));
const submissions = join(folder, "submissions");
let lab: LabProcess;

beforeAll(async () => {
  mkdirSync(submissions);
  lab = labProcess();
  const up = await lab.run("up", "--seed", "7");
  expect(up.status, up.stderr).toBe(0);
});
afterAll(async () => {
  await lab.dispose();
  rmSync(folder, { recursive: true, force: true });
});

test("a seed sticks", async () => {
  expect((await lab.json<{ seed: number }>("up")).seed).toBe(7);
  expect((await lab.run("up", "--seed", "8")).status).toBe(2);
});

test("a prediction counts before the first probe, a diagnosis by its parts", async () => {
  expect((await lab.run("answer", "predict", "28")).status).toBe(0);
  const blind = await lab.run("check");
  expect(blind.stdout).not.toMatch(/eni-|sg-/);
  const { podB } = await lab.json<{ podB: { securityGroups: string[] } }>("status");
  const said = await lab.json<{ diagnosis: { score: { earned: number } } }>(
    "answer",
    "podB",
    "ingress",
    podB.securityGroups[0]!,
    "end",
  );
  expect(said.diagnosis.score.earned).toBeGreaterThanOrEqual(20);
  expect((await lab.run("check")).stdout).toMatch(/eni-/);
});

test("submit, before and after the fix", async () => {
  expect((await lab.run("submit", join(submissions, "early.json"), "--name", "early")).status).toBe(0);
  expect((await lab.run("solve")).status).toBe(0);
  const done = await lab.run("submit", join(submissions, "done.json"), "--name", "done");
  // One rule: the Deployments that `up` made are no change of the learner's.
  expect(done.stdout).toMatch(/done\.json: 1 change\.$/m);
  expect(done.stdout).toContain("regrade");
  expect(readFileSync(join(submissions, "done.json"), "utf8")).not.toMatch(/AKID|secretKey|BEGIN/);
});

test("from the desk it lands where the desk was opened; inside the lab's folder that is said, and a path is quoted", async () => {
  const from = join(folder, "my desk");
  mkdirSync(from);
  const desk = await lab.runWith({ env: { PODPATH_DESK_FROM: from } }, "submit");
  const file = join(from, "podpath-vpc-cni-pod-to-pod-seed-7.json");
  expect(desk.stdout).toContain(`regrade '${file}'`);
  expect(readFileSync(file, "utf8")).toContain("podpath.submission/1");
  const inside = await lab.run("submit", join(lab.folder, "work", "mine.json"));
  expect(inside.stdout).toMatch(/down removes it/);
});

test("a file that is no submission of this drill is left as it is", async () => {
  const notes = join(folder, "notes.md");
  writeFileSync(notes, "mine\n");
  const refused = await lab.run("submit", notes);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toMatch(/notes\.md is there already.*\n→ /);
  expect(readFileSync(notes, "utf8")).toBe("mine\n");
  const other = join(folder, "other-seed.json");
  const done = JSON.parse(readFileSync(join(submissions, "done.json"), "utf8")) as object;
  writeFileSync(other, JSON.stringify({ ...done, seed: 8 }));
  expect((await lab.run("submit", other)).status).toBe(2);
  expect((await lab.run("submit", join(submissions, "done.json"), "--name", "done")).status).toBe(0);
});

test("one file, graded again elsewhere", async () => {
  const ran = await lab.run("regrade", join(submissions, "done.json"), "--seed", "7");
  expect(ran.status, ran.stdout + ran.stderr).toBe(0);
  expect((await lab.run("regrade", join(submissions, "done.json"), "--seed", "8")).status).toBe(1);
});

test.each(["--junit", "--markdown"])(
  "%s where nothing can be written: said before anything is graded",
  async (option) => {
    const file = join(folder, "no", "report");
    const ran = await lab.run("regrade", join(submissions, "done.json"), option, file, "--lang", "en");
    expect(ran).toMatchObject({ status: 2, stdout: "", stderr: expect.stringMatching(/ENOENT\)\.\n→ /) as string });
    expect((await lab.run("check", option, file)).status).toBe(2);
  },
);

test.each(Object.entries(jobLines()))("a class, by the line of %s", (_, lines) => {
  cpSync(join(submissions, "done.json"), join(submissions, "copied.json"));
  writeFileSync(join(submissions, "junk.json"), "{}");
  const early = JSON.parse(readFileSync(join(submissions, "early.json"), "utf8")) as object;
  const escapes = { ...early, learner: "\u001b[2J\u001b[31mpassed\u202e" };
  writeFileSync(join(submissions, "early.json"), JSON.stringify(escapes));
  const [, ...words] = lines.find((line) => line.startsWith("./lab "))!.split(" ");
  const env = { ...process.env, PODPATH_LAB_DIR: join(folder, ".lab") };
  const ran = spawnSync(LAUNCHER, words, { cwd: folder, env, encoding: "utf8", timeout: 100_000 });
  expect(ran.status, ran.stdout + ran.stderr).toBe(1);
  expect(ran.stdout).toContain("2 of 4 passed");
  expect(ran.stdout.match(/From the same lab as/g)).toHaveLength(3);
  // eslint-disable-next-line no-control-regex -- that is what must not be in it
  expect(ran.stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
  expect(readFileSync(join(folder, "podpath.xml"), "utf8")).toMatch(
    /<testsuites name="podpath" tests="\d+" failures="\d+"/,
  );
  const xml = readFileSync(join(folder, "podpath.xml"), "utf8");
  expect(xml).toContain(`<testsuite name="done.json"`);
  expect(xml).toContain(`<property name="learner" value="done"/>`);
  expect(xml.match(/<property name="remark" value="From the same lab as/g)).toHaveLength(3);
  const markdown = readFileSync(join(folder, "podpath.md"), "utf8");
  expect(markdown).toContain("junk");
  expect(markdown).toContain("### done.json · done");
  expect(markdown).toMatch(/^\| file \| learner \| result .*\|\n\| --- /);
  expect(markdown).toMatch(/^\| done\.json \| done \\#7 \| passed \|/m);
  expect(markdown).toContain("2 of 4 passed.");
  expect(markdown).toContain("can't be verified");
  expect(markdown.match(/^- From the same lab as/gm)).toHaveLength(3);
  const missing = spawnSync(LAUNCHER, ["regrade", join(folder, "no.json")], { cwd: folder, env, encoding: "utf8" });
  expect(missing).toMatchObject({ status: 2, stderr: expect.stringMatching(/ENOENT\)\.\n→ /) as string });
});
