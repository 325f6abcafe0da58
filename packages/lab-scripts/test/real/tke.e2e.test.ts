import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readNodes } from "../../src/real-cluster/cluster-record.ts";
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

test("a disposable lab, worked through by the same commands, and nothing left", { timeout: 400_000 }, async () => {
  const sandbox = await startSandboxCloud();
  const lab = labOn(sandbox);
  const up = await lab.run(...UP, "--my-address", "203.0.113.7/32");
  expectStatus(up, 0);
  expect(up.stderr).toMatch(/Preview: 11 to create/);
  expect(up.stderr).toMatch(/Prices of \d{4}-\d\d-\d\d/);
  for (const text of filesOf(lab.folder)) expect(text).not.toContain(sandbox.account.learner.secretKey);
  expectStatus(await lab.run("status"), 0);
  expectStatus(await lab.run("step", "1"), 0);
  expectStatus(await lab.run("probe"), 1);
  expectStatus(await lab.run("hint"), 0);
  expectStatus(await lab.run("check"), 1);
  expectStatus(await lab.run("solve"), 0);
  expectStatus(await lab.run("probe"), 0);
  const graded = await lab.run("check");
  expectStatus(graded, 0);
  const down = await lab.run("down");
  expectStatus(down, 0);
  const left = await lab.run("sweep", "--region", "ap-guangzhou");
  expectStatus(left, 0);
  expect(sandbox.emulator.snapshot(sandbox.account.id).vpc.id).toBe("");
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
