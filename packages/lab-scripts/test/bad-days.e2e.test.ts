import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { LabStatus } from "../src/status.ts";
import { labProcess, processesNaming, type LabProcess } from "./lab-process.ts";

const LAUNCHER = fileURLToPath(new URL("../../../lab", import.meta.url));

/** Runs what follows where user namespaces are denied, as an ordinary user meets it on a hardened machine. */
const DENIED = [
  "unshare",
  "--user",
  "--map-root-user",
  "sh",
  "-c",
  'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"',
  "sh",
];

describe("what is typed wrong is a usage error that names what would be right", () => {
  const lab = labProcess();
  afterAll(() => lab.dispose());

  // prettier-ignore
  test.each([
    // what it shows                  words                                                                  says
    ["an unknown command",            ["bring-up"],                                                          "bring-up"],
    ["an unknown scenario",           ["up", "no-such-drill"],                                               "vpc-cni-pod-to-pod"],
    ["an unknown option",             ["up", "--no-such-option"],                                            "--no-such-option"],
    ["an unknown data plane",         ["up", "--dataplane", "magic"],                                        "simulated"],
    ["two wishes that contradict",    ["up", "--dataplane", "simulated", "--require", "kernel"],             "contradict"],
    ["too many words",                ["down", "now"],                                                       "down"],
  ])("%s", async (_, words, says) => {
    const ran = await lab.run(...words);
    expect(ran).toMatchObject({ status: 2, stdout: "" });
    expect(ran.stderr).toContain(says);
    expect(existsSync(`${lab.folder}/lab.json`)).toBe(false);
  });

  test("help is a verb too, and an output that can't be written is said in one line", async () => {
    expect((await lab.run("help")).stdout).toBe((await lab.run("--help")).stdout);
    expect((await lab.run("help", "sg")).stdout).toBe((await lab.run("sg", "--help")).stdout);
    expect((await lab.run("help", "chek")).stderr).toContain("check");
    expect((await lab.run("--version")).stdout).toMatch(/^PodPath \d+\.\d+\.\d+ · Node v/);
    const full = spawnSync("sh", ["-c", 'exec "$0" help > /dev/full', LAUNCHER], { encoding: "utf8" });
    expect(full).toMatchObject({ status: 3, stderr: expect.stringMatching(/ENOSPC[^\n]*\n$/) as string });
  });

  test("a link to ./lab leads to the clone that it is in", () => {
    const folder = mkdtempSync(join(tmpdir(), "podpath-link-"));
    symlinkSync(LAUNCHER, join(folder, "first"));
    symlinkSync("first", join(folder, "second"));
    const ran = spawnSync(join(folder, "second"), ["--version"], { cwd: "/", encoding: "utf8" });
    rmSync(folder, { recursive: true });
    expect(ran, ran.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining("PodPath") as string });
  });

  test("every verb before up says what to do first", async () => {
    for (const verb of ["status", "probe", "check", "reset", "env"]) {
      const ran = await lab.run(verb);
      expect(ran.status, verb).toBe(3);
      expect(ran.stderr, verb).toContain("./lab up");
    }
  });
});

describe("a lab that has a bad day", () => {
  let lab: LabProcess;
  const supervisorOf = async (): Promise<number> => (await lab.json<LabStatus>("status")).supervisor.pid;
  const groupsOf = async (): Promise<unknown> => JSON.parse((await lab.run("sg", "list", "--json")).stdout);

  beforeAll(async () => {
    lab = labProcess();
    const [one, other] = await Promise.all([lab.run("up"), lab.run("up")]);
    expect([one.status, other.status], one.stderr + other.stderr).toEqual([0, 0]);
    expect(one.stderr + other.stderr).toContain("another terminal");
  });
  afterAll(() => lab.dispose());

  test("two ups at once made one of everything", async () => {
    expect(await groupsOf()).toHaveLength(1);
    expect(processesNaming(lab.folder)).toHaveLength(1);
  });

  test.each([
    ["a port beyond 65535", "accept tcp 10.0.35.23/32 70000", "70000"],
    ["a word that is no action", "allow tcp 10.0.35.23/32 80", "allow"],
    ["an address that is none", "accept tcp 10.0.35.300/32 80", "10.0.35.300"],
  ])("a rule with %s changes nothing", async (_, rule, says) => {
    const before = await groupsOf();
    const ran = await lab.run("sg", "add", "podB", "ingress", rule);
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain(says);
    expect(await groupsOf()).toEqual(before);
  });

  test("a direction is emptied only by one who says so; a rule without its quotes is understood", async () => {
    const before = await groupsOf();
    const refused = await lab.run("sg", "set", "podB", "ingress", "");
    expect(refused).toMatchObject({ status: 2, stderr: expect.stringContaining("--yes") as string });
    expect(await groupsOf()).toEqual(before);
    const added = await lab.run("sg", "add", "podB", "ingress", "accept", "tcp", "10.0.35.23/32", "80");
    expect(added.status, added.stderr).toBe(0);
    expect((await lab.run("sg", "remove", "podB", "ingress", "1")).status).toBe(0);
    expect(await groupsOf()).toEqual(before);
  });

  test("no proxy is asked for the lab, also by tccli, which looks for the endpoint as it was given", async () => {
    const variables = await lab.json<Record<string, string>>("env");
    const entries = variables["NO_PROXY"]!.split(",");
    expect(entries).toEqual(expect.arrayContaining(["127.0.0.1", "localhost", variables["PODPATH_CLOUD_ENDPOINT"]]));
    expect(variables["no_proxy"]).toBe(variables["NO_PROXY"]);
  });

  test("steps are listed as JSON, and none is run as such", async () => {
    expect((await lab.json<{ number: number }[]>("step")).map(({ number }) => number)).toEqual([
      1, 2, 3, 4, 5, 6, 7, 8,
    ]);
    expect((await lab.run("step", "8", "--json")).status).toBe(2);
    expect((await lab.run("status")).status).toBe(0);
  });

  test.each([
    ["a program that isn't there", ["podA", "--", "no-such"], 127],
    ["a file that is no program", ["podA", "--", "/etc/passwd"], 126],
    ["a program that a node lacks", ["nodeA", "--", "no-such"], 127],
    ["a program that fails", ["podA", "--", "sh", "-c", "exit 5"], 5],
  ])("exec of %s ends as in a shell", async (_, words, status) => {
    expect((await lab.run("exec", ...words)).status).toBe(status);
  });

  test("a stopped supervisor that wakes goes on, as after a night", async () => {
    const pid = await supervisorOf();
    process.kill(pid, "SIGSTOP");
    await sleep(1500);
    process.kill(pid, "SIGCONT");
    expect(await supervisorOf()).toBe(pid);
  });

  test("killed between commands, and its ports taken meanwhile: another is taken, and kubeconfig follows", async () => {
    const { cloud } = JSON.parse(readFileSync(`${lab.folder}/ports.json`, "utf8")) as { cloud: number };
    process.kill(await supervisorOf(), "SIGKILL");
    const squatter = createServer();
    await expect
      .poll(
        () =>
          new Promise((resolve) => {
            squatter.once("error", () => resolve(false));
            squatter.listen(cloud, "127.0.0.1", () => resolve(true));
          }),
      )
      .toBe(true);
    try {
      const status = await lab.json<LabStatus>("status");
      expect(status.endpoints.cloud).not.toContain(String(cloud));
      const probe = await lab.run("probe");
      expect(probe.status, probe.stderr).toBe(1);
      const kubectl = await lab.run("kubectl", "get", "pods");
      expect(kubectl.status, kubectl.stderr).toBe(0);
    } finally {
      squatter.close();
    }
  });

  test("a supervisor's record that is damaged leads to a new one, and leaves none behind", async () => {
    const before = await supervisorOf();
    writeFileSync(`${lab.folder}/supervisor.json`, "{ half a rec");
    expect(await supervisorOf()).not.toBe(before);
    expect(processesNaming(lab.folder)).toHaveLength(1);
  });

  test("damaged settings are as none", async () => {
    writeFileSync(`${lab.folder}/settings.json`, "");
    expect((await lab.run("status")).status).toBe(0);
  });

  test("the other data plane on demand, with the lab as it was", async () => {
    const before = await groupsOf();
    const up = await lab.run("up", "--dataplane", "simulated");
    expect(up.stdout).toContain("simulated (as you asked)");
    expect(await groupsOf()).toEqual(before);
    expect((await lab.json<LabStatus>("status")).dataPlane).toMatchObject({ kind: "simulated", why: "asked" });
    await lab.run("up", "--dataplane", "kernel");
    expect((await lab.json<LabStatus>("status")).dataPlane.kind).toBe("kernel");
  });

  test("a lab of another version says so, and down takes it away", async () => {
    writeFileSync(`${lab.folder}/lab.json`, JSON.stringify({ version: 99 }));
    const status = await lab.run("status");
    expect(status.status).toBe(3);
    expect(status.stderr).toContain("another version");
    expect((await lab.run("down")).status).toBe(0);
    expect(processesNaming(lab.folder)).toEqual([]);
  });

  test("a database that is damaged says so", async () => {
    expect((await lab.run("up")).status).toBe(0);
    process.kill(await supervisorOf(), "SIGKILL");
    // The write-ahead log alone would bring everything back.
    for (const log of ["store.sqlite-wal", "store.sqlite-shm"]) rmSync(`${lab.folder}/${log}`, { force: true });
    writeFileSync(`${lab.folder}/store.sqlite`, "not a database at all, but long enough to be read as one".repeat(100));
    const status = await lab.run("status");
    expect(status.status).toBe(3);
    expect(status.stderr).toContain("store.sqlite");
    expect(status.stderr).toContain("down");
    expect((await lab.run("down")).status).toBe(0);
  });
});

describe("folders", () => {
  test.runIf(process.getuid?.() === 0)("one that belongs to somebody else is refused with the way out", async () => {
    const lab = labProcess({ uid: 45_679 });
    mkdirSync(lab.folder, { recursive: true });
    chmodSync(dirname(lab.folder), 0o755);
    chmodSync(lab.folder, 0o755);
    const ran = await lab.run("up");
    expect(ran.status).toBe(3);
    expect(ran.stderr).toContain("PODPATH_LAB_DIR");
    await lab.dispose();
  });

  test.runIf(process.getuid?.() === 0)("a full disk is named, and nothing is lost once there is room", async () => {
    const folder = "/tmp/podpath-full";
    const script = `mkdir -p ${folder}; mount -t tmpfs -o size=256k podpath ${folder}; "$@"; status=$?
      mount -o remount,size=64m ${folder}; "$@" >/dev/null && echo went-on; "$(dirname "$1")/lab" down >/dev/null; exit $status`;
    const lab = labProcess({
      inside: ["unshare", "--mount", "sh", "-c", script, "sh"],
      env: { PODPATH_LAB_DIR: `${folder}/.lab` },
    });
    const ran = await lab.run("up");
    expect(ran.status, ran.stderr).toBe(3);
    expect(ran.stderr).toMatch(/disk|space|full/i);
    expect(ran.stdout).toContain("went-on");
  });
});

describe("a machine that denies user namespaces", () => {
  const lab = labProcess({ inside: DENIED });
  afterAll(() => lab.dispose());

  test("doctor says so with three ways to copy, each with what it weakens", async () => {
    const ran = await lab.run("doctor");
    expect(ran.status).toBe(3);
    expect(ran.stdout).toContain("denies user namespaces");
    expect(ran.stdout.match(/Weakens/g)).toHaveLength(3);
    expect(ran.stdout).toContain("sudo sysctl -w user.max_user_namespaces=");
  });

  test("up goes on with a simulation and says why; the drill works", async () => {
    const up = await lab.run("up");
    expect(up.status, up.stderr).toBe(0);
    expect(up.stdout).toContain("simulated (this system denies user namespaces)");
    expect((await lab.run("probe")).status).toBe(1);
    await lab.run("solve");
    expect((await lab.run("check")).status).toBe(0);
  });

  test("--require kernel rather fails", async () => {
    await lab.run("down");
    const up = await lab.run("up", "--require", "kernel");
    expect(up.status).toBe(3);
    expect(up.stderr).toContain("doctor");
  });
});
