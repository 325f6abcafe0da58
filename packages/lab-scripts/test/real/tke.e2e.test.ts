import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readNodes } from "../../src/real-cluster/cluster-record.ts";
import { CALLS, ONLY_THE_PROVIDER } from "../../src/real-cluster/policies.ts";
import type { LabProcess, Ran } from "../lab-process.ts";
import { buildSomebodysCluster, startSandboxCloud, type SandboxCloud, type SomebodysCluster } from "./sandbox-cloud.ts";
import { tkeLab } from "./tke-lab.ts";

const UP = ["up", "--target", "tke", "--yes", "--lang", "en"];

function labOn(sandbox: SandboxCloud, env: Record<string, string> = {}): LabProcess {
  const lab = tkeLab(sandbox, env);
  onTestFinished(() => rmSync(join(lab.folder, "../.."), { recursive: true, force: true }));
  return lab;
}

const ended = ({ status, stdout, stderr }: Ran) => `${status}\n${stdout}\n${stderr}`;
const expectStatus = (ran: Ran, status: number) => expect(ran.status, ended(ran)).toBe(status);

/** All that must be as before of somebody's cluster. */
async function stateOf(sandbox: SandboxCloud, { clusterId, vpcId }: SomebodysCluster) {
  await sandbox.settled();
  const { cloud, account } = sandbox;
  const request = { ClusterId: clusterId, AddonName: "eniipamd" };
  const { Values } = await cloud.call<{ Values: string }>("tke", "DescribeAddonValues", request);
  const hands = { region: account.region, clusterId, vpcId, cloud, kube: sandbox.kube(clusterId) };
  return { values: JSON.parse(Values) as unknown, nodes: await readNodes(hands) };
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
}

/** The cloud's actions that were called, as CAM names them; the trail keeps only so many, so that it is read often. */
function recorder(sandbox: SandboxCloud) {
  const seen = new Set<string>();
  return {
    seen,
    async noting(ran: Promise<Ran>): Promise<Ran> {
      const done = await ran;
      for (const { action } of sandbox.emulator.auditTrail(sandbox.account.id)) {
        if (!action.startsWith("kube.")) seen.add(action.replace(".", ":"));
      }
      return done;
    },
  };
}

test("a disposable lab, worked through by the same commands, and nothing left", { timeout: 400_000 }, async () => {
  const sandbox = await startSandboxCloud();
  const lab = labOn(sandbox);
  const { seen, noting } = recorder(sandbox);
  const up = await noting(lab.run(...UP, "--my-address", "203.0.113.7/32"));
  expectStatus(up, 0);
  expect(up.stderr).toMatch(/Preview: 11 to create/);
  expect(up.stderr).toMatch(/Prices of \d{4}-\d\d-\d\d/);
  for (const text of filesOf(lab.folder)) expect(text).not.toContain(sandbox.account.learner.secretKey);
  expectStatus(await noting(lab.run("status")), 0);
  expectStatus(await noting(lab.run("step", "1")), 0);
  expectStatus(await noting(lab.run("probe")), 1);
  expectStatus(await noting(lab.run("hint")), 0);
  expectStatus(await noting(lab.run("check")), 1);
  expectStatus(await noting(lab.run("solve")), 0);
  expectStatus(await noting(lab.run("probe")), 0);
  const graded = await noting(lab.run("check"));
  expectStatus(graded, 0);
  const down = await noting(lab.run("down"));
  expectStatus(down, 0);
  const left = await noting(lab.run("sweep", "--region", "ap-guangzhou"));
  expectStatus(left, 0);
  expect(sandbox.emulator.snapshot(sandbox.account.id).vpc.id).toBe("");
  // The learner's policy is what this drill has called, and what only the real provider does.
  const allowed = [...CALLS.learner, ...ONLY_THE_PROVIDER.learner];
  expect([...seen].filter((action) => !allowed.some((one) => one === action))).toEqual([]);
  expect(CALLS.learner.filter((action) => !seen.has(action))).toEqual([]);
});

test("in somebody's cluster: refused, agreed to, and as found afterwards", { timeout: 400_000 }, async () => {
  const sandbox = await startSandboxCloud();
  const theirs = await buildSomebodysCluster(sandbox, { feature: "off", nodes: 2 });
  const before = await stateOf(sandbox, theirs);
  const lab = labOn(sandbox);
  const into = ["--cluster", theirs.clusterId, "--subnet", theirs.subnetId];
  const refused = await lab.run(...UP, ...into);
  expectStatus(refused, 2);
  for (const { interfaces } of before.nodes) expect(refused.stderr).toContain(interfaces[1]!.id);
  expect(await stateOf(sandbox, theirs)).toEqual(before);

  expectStatus(await lab.run(...UP, ...into, "--affects-whole-cluster"), 0);
  expect((await stateOf(sandbox, theirs)).values).not.toEqual(before.values);
  expectStatus(await lab.run("probe"), 1);
  expectStatus(await lab.run("solve"), 0);
  expectStatus(await lab.run("check"), 0);
  expectStatus(await lab.run("down"), 0);
  expect(await stateOf(sandbox, theirs)).toEqual(before);
  expectStatus(await lab.run("sweep", "--cluster", theirs.clusterId, "--region", "ap-guangzhou"), 0);
});

test(
  "in a cluster that has the feature on with a list of its own: nothing of theirs changes at any time",
  { timeout: 400_000 },
  async () => {
    const sandbox = await startSandboxCloud();
    const theirs = await buildSomebodysCluster(sandbox, { feature: "on", listed: ["own"], nodes: 2 });
    const before = await stateOf(sandbox, theirs);
    const own = new Set(before.nodes.map(({ name }) => name));
    const lab = labOn(sandbox);
    const up = await lab.run(...UP, "--cluster", theirs.clusterId);
    expectStatus(up, 0);
    expect(up.stderr).toMatch(/set in the nec of/);
    const during = await stateOf(sandbox, theirs);
    expect({ ...during, nodes: during.nodes.filter(({ name }) => own.has(name)) }).toEqual(before);
    expectStatus(await lab.run("probe"), 1);
    expectStatus(await lab.run("solve"), 0);
    expectStatus(await lab.run("check"), 0);
    expectStatus(await lab.run("down"), 0);
    expect(await stateOf(sandbox, theirs)).toEqual(before);
  },
);

test(
  "a plan that nobody agreed to leaves nothing, and says nothing of the next cluster",
  { timeout: 300_000 },
  async () => {
    const sandbox = await startSandboxCloud();
    const theirs = await buildSomebodysCluster(sandbox, { feature: "on", nodes: 1 });
    const lab = labOn(sandbox);
    const into = ["up", "--target", "tke", "--lang", "en", "--cluster", theirs.clusterId];
    expectStatus(await lab.run(...into), 2);
    for (const name of ["lab.json", "cluster-record.json", "kubeconfig", "pulumi"])
      expect(existsSync(join(lab.folder, name)), name).toBe(false);
    // As a process that was killed while it asked would leave it: the record of some other cluster.
    const other = { version: 1, clusterId: "cls-00000000", region: "ap-guangzhou", recordedAt: "", nodes: [] };
    const feature = { enableSecurityGroups: false, securityGroups: [] };
    const keep = (phase: string) =>
      writeFileSync(join(lab.folder, "cluster-record.json"), JSON.stringify({ ...other, feature, phase }));
    keep("recorded");
    expectStatus(await lab.run(...into, "--yes"), 0);
    expect(recordOf(lab)).toMatchObject({ clusterId: theirs.clusterId, feature: { enableSecurityGroups: true } });
    const down = await lab.run("down", "--lang", "en");
    expectStatus(down, 0);
    expect(down.stdout).toContain(`cluster ${theirs.clusterId} is as it was found`);
    // One that was changed, and whose lab is lost, is never forgotten.
    keep("switched");
    const lost = await lab.run(...into, "--yes");
    expectStatus(lost, 3);
    expect(lost.stderr).toContain("cls-00000000");
    rmSync(join(lab.folder, "cluster-record.json"));
  },
);

test(
  "killed at any point in somebody's cluster, the next command puts everything back",
  { timeout: 600_000 },
  async () => {
    const sandbox = await startSandboxCloud();
    const theirs = await buildSomebodysCluster(sandbox, { feature: "off", nodes: 2 });
    const before = await stateOf(sandbox, theirs);
    const moments: readonly ((lab: LabProcess) => boolean)[] = [
      (lab) => existsSync(join(lab.folder, "lab.json")), // while the program runs
      (lab) => phaseOf(lab) === "switching",
      (lab) => phaseOf(lab) === "switched",
    ];
    for (const isTheMoment of moments) {
      const lab = labOn(sandbox);
      const up = lab.start(...UP, "--cluster", theirs.clusterId, "--affects-whole-cluster");
      const gone = new Promise((resolve) => up.on("close", resolve));
      await until(() => isTheMoment(lab) || up.exitCode !== null);
      up.kill("SIGKILL");
      await gone;
      expect(up.signalCode).toBe("SIGKILL");
      expectStatus(await lab.run("down"), 0);
      expect(await stateOf(sandbox, theirs)).toEqual(before);
      expectStatus(await lab.run("sweep", "--cluster", theirs.clusterId, "--region", "ap-guangzhou"), 0);
    }
  },
);

test(
  "half-built goes on, half-destroyed too, and past its end every command says so",
  { timeout: 400_000 },
  async () => {
    const sandbox = await startSandboxCloud();
    const lab = labOn(sandbox);
    const first = lab.start(...UP, "--my-address", "203.0.113.7/32", "--hours", "0.0001");
    const gone = new Promise((resolve) => first.on("close", resolve));
    await until(() => sandbox.emulator.snapshot(sandbox.account.id).vpc.id !== "");
    first.kill("SIGKILL");
    await gone;
    expect(first.signalCode).toBe("SIGKILL");
    const second = await lab.run(...UP);
    expectStatus(second, 0);
    expect(second.stderr).toMatch(/expired at/);
    expectStatus(await lab.run("reset"), 2);
    expect(await tagged(sandbox)).toEqual({ vpcs: 1, subnets: 2, groups: 2 });
    const leaving = lab.start("down");
    const left = new Promise((resolve) => leaving.on("close", resolve));
    await until(() => sandbox.emulator.snapshot(sandbox.account.id).nodes.length === 0);
    leaving.kill("SIGKILL");
    await left;
    expect(leaving.signalCode).toBe("SIGKILL");
    expectStatus(await lab.run("down"), 0);
    expect(await tagged(sandbox)).toEqual({ vpcs: 0, subnets: 0, groups: 0 });
  },
);

test("Ctrl-C ends with what is under way; the next up goes on", { timeout: 300_000 }, async () => {
  const sandbox = await startSandboxCloud();
  const lab = labOn(sandbox);
  const up = lab.start(...UP, "--my-address", "203.0.113.7/32");
  const exited = new Promise<number | null>((resolve) => up.on("close", resolve));
  await until(() => sandbox.emulator.snapshot(sandbox.account.id).vpc.id !== "");
  up.kill("SIGINT");
  expect(await exited).toBe(3);
  expectStatus(await lab.run("probe"), 1);
  expectStatus(await lab.run(...UP), 0);
  expect(await tagged(sandbox)).toEqual({ vpcs: 1, subnets: 2, groups: 2 });
  expectStatus(await lab.run("down"), 0);
  expect(await tagged(sandbox)).toEqual({ vpcs: 0, subnets: 0, groups: 0 });
});

function recordOf(lab: LabProcess): { readonly phase: string } {
  return JSON.parse(readFileSync(join(lab.folder, "cluster-record.json"), "utf8")) as { phase: string };
}

function phaseOf(lab: LabProcess): string | undefined {
  try {
    return recordOf(lab).phase;
  } catch {
    return undefined;
  }
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("that moment never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function tagged({ cloud }: SandboxCloud) {
  const Filters = [{ Name: "tag-key", Values: ["podpath"] }];
  const count = async (action: string, member: string) =>
    ((await cloud.call<Record<string, unknown[]>>("vpc", action, { Filters }))[member] ?? []).length;
  return {
    vpcs: await count("DescribeVpcs", "VpcSet"),
    subnets: await count("DescribeSubnets", "SubnetSet"),
    groups: await count("DescribeSecurityGroups", "SecurityGroupSet"),
  };
}
