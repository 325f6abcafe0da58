import { expect, test } from "vitest";
import { openState } from "../src/engine/state.ts";
import { parseDeployment } from "../src/index.ts";
import { labTaint } from "../src/program.ts";
import { baseDrill, type Bench, census, newBench, NOTHING } from "./lab-job.ts";

const common = { labId: "a1b2c3", owner: "ann", expiresAt: "2026-11-23T12:00Z", region: "ap-guangzhou" };
const disposable = parseDeployment({
  ...common,
  keyIds: ["skey-a1b2c3d4"],
  shape: {
    kind: "disposable",
    zones: ["ap-guangzhou-3", "ap-guangzhou-4"],
    vpcCidr: "10.0.0.0/16",
    callerCidr: "203.0.113.7",
  },
});

/** Somebody's cluster, in the account before the lab comes. */
function existingCluster({ cloud }: Bench) {
  const { account } = cloud;
  account.vpcs.set("vpc-c0000001", { VpcId: "vpc-c0000001", VpcName: "company" });
  account.subnets.set("subnet-c0000001", { SubnetId: "subnet-c0000001", VpcId: "vpc-c0000001" });
  account.clusters.set("cls-c0000001", { ClusterId: "cls-c0000001", ClusterName: "company", ClusterStatus: "Running" });
  return parseDeployment({
    ...common,
    shape: { kind: "existing", clusterId: "cls-c0000001", vpcId: "vpc-c0000001", subnetId: "subnet-c0000001" },
  });
}

/** Who is made with what and hangs on whom; ids are written as the resource that they stand for. */
function graphOf(bench: Bench) {
  const records = openState(bench.stateDir, baseDrill).all();
  const short = (urn: string) => urn.split("::").slice(2).join("::").replace(/^.*\$/, "");
  const names = records.map(({ id, urn }) => [id!, `<${short(urn)}>`] as const);
  const named = (text: string) =>
    names.toSorted((a, b) => b[0].length - a[0].length).reduce((all, [id, name]) => all.replaceAll(id, name), text);
  return records
    .map(({ urn, inputs, dependencies }) => ({
      resource: short(urn),
      inputs: JSON.parse(named(JSON.stringify(inputs))) as unknown,
      dependsOn: dependencies.map(short).toSorted(),
    }))
    .toSorted((a, b) => a.resource.localeCompare(b.resource));
}

const asText = (graph: unknown) => `${JSON.stringify(graph, null, 2)}\n`;

test("a disposable lab: everything from nothing, the endpoint behind the caller's address, nothing left", async () => {
  const bench = await newBench();
  const { outputs } = await bench.run("up", { deployment: disposable });
  expect(Object.keys(outputs!.subnetIds)).toEqual(["containers", "spare"]);
  await expect(asText(graphOf(bench))).toMatchFileSnapshot("golden/disposable.txt");
  expect(bench.cloud.writes().at(-1)).toBe("CreateClusterEndpoint");
  expect((await bench.run("up", { deployment: disposable })).counts).toMatchObject({ create: 0, update: 0 });
  await bench.run("down", { deployment: disposable });
  expect(census(bench)).toEqual(NOTHING);
});

test("into an existing cluster: groups and pools alone, and it is as before when they are gone", async () => {
  const bench = await newBench();
  const deployment = existingCluster(bench);
  const before = JSON.stringify([...bench.cloud.account.clusters, ...bench.cloud.account.subnets]);
  const { outputs } = await bench.run("up", { deployment });
  expect(outputs).toMatchObject({
    clusterId: "cls-c0000001",
    vpcId: "vpc-c0000001",
    subnetIds: { containers: "subnet-c0000001" },
  });
  await expect(asText(graphOf(bench))).toMatchFileSnapshot("golden/existing.txt");
  const made = bench.cloud.writes().toSorted();
  expect(made).toEqual(["CreateNodePool", "CreateSecurityGroup", "ModifySecurityGroupPolicies"]);
  await bench.run("down", { deployment });
  expect(bench.cloud.writes().toSorted()).toEqual([
    "DeleteNodePool",
    "DeleteSecurityGroup",
    "ModifySecurityGroupPolicies",
  ]);
  expect(JSON.stringify([...bench.cloud.account.clusters, ...bench.cloud.account.subnets])).toBe(before);
});

test("everything that can be tagged says whose it is and until when", async () => {
  const bench = await newBench();
  await bench.run("up", { deployment: disposable });
  const tags = {
    podpath: "a1b2c3",
    "podpath-owner": "ann",
    "podpath-expires": "2026-11-23T12:00:00Z",
    "podpath-scenario": baseDrill.id,
  };
  const taggable = /Vpc|Subnet|SecurityGroup::|KubernetesCluster::/;
  for (const record of openState(bench.stateDir, baseDrill).all()) {
    if (taggable.test(record.urn)) expect(record.inputs["tags"], record.urn).toEqual(tags);
  }
  expect(labTaint(disposable)).toEqual({ key: "podpath", value: "a1b2c3", effect: "NoSchedule" });
});
