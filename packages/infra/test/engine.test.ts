import * as fs from "node:fs";
import * as path from "node:path";
import { describe, expect, test } from "vitest";
import { InfraError, readOutputs } from "../src/index.ts";
import { baseDrill, census, newBench, NOTHING, ONE_OF_EACH } from "./lab-job.ts";

const [pool] = baseDrill.nodePools;
const [group] = baseDrill.groups;

describe("up", { timeout: 30_000 }, () => {
  test("builds everything, rules and the add-on before the first node, and gives back ids by key", async () => {
    const bench = await newBench();
    const { outputs, counts } = await bench.run("up");
    expect(counts).toMatchObject({ create: 7, same: 0 });
    expect(census(bench)).toEqual(ONE_OF_EACH);
    expect(outputs).toEqual({
      vpcId: [...bench.cloud.account.vpcs.keys()][0],
      subnetIds: { containers: [...bench.cloud.account.subnets.keys()][0] },
      groupIds: { "deny-all-inbound": [...bench.cloud.account.groups.keys()][0] },
      clusterId: [...bench.cloud.account.clusters.keys()][0],
      nodePoolIds: { native: [...bench.cloud.account.pools.keys()][0] },
    });
    expect(readOutputs(bench.stateDir)).toEqual(outputs);
    const writes = bench.cloud.writes();
    expect(writes.at(-1)).toBe("CreateNodePool");
    expect(writes.toSorted()).toEqual(
      ["CreateCluster", "CreateNodePool", "CreateSecurityGroup", "CreateSubnet", "CreateVpc"]
        .concat("ModifySecurityGroupPolicies", "UpdateAddon")
        .toSorted(),
    );
  });

  test("speaks to the real services' names, so that signatures have the real scope", async () => {
    const bench = await newBench();
    await bench.run("up");
    const spoken = new Set(bench.cloud.calls.map((call) => `${call.host} ${call.scope} ${call.version}`));
    expect([...spoken].toSorted()).toEqual([
      "tke.tencentcloudapi.com tke 2018-05-25",
      "tke.tencentcloudapi.com tke 2022-05-01",
      "vpc.tencentcloudapi.com vpc 2017-03-12",
    ]);
  });

  test("asks for what the Terraform provider would ask", async () => {
    const bench = await newBench();
    const { outputs } = await bench.run("up");
    const requestOf = (action: string) => bench.cloud.calls.find((call) => call.action === action)?.request;
    expect(requestOf("ModifySecurityGroupPolicies")).toEqual({
      SecurityGroupId: outputs!.groupIds["deny-all-inbound"],
      SecurityGroupPolicySet: {
        Ingress: [{ Action: "ACCEPT", Protocol: "TCP", Port: "22", CidrBlock: "0.0.0.0/0" }],
        Egress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" }],
      },
    });
    expect(requestOf("CreateCluster")).toMatchObject({
      ClusterType: "MANAGED_CLUSTER",
      ClusterCIDRSettings: { EniSubnetIds: [outputs!.subnetIds["containers"]], ServiceCIDR: "172.18.0.0/20" },
      ClusterBasicSettings: { VpcId: outputs!.vpcId },
      ClusterAdvancedSettings: { NetworkType: "VPC-CNI", VpcCniType: "tke-route-eni" },
    });
    const { AddonName, RawValues } = requestOf("UpdateAddon") as { AddonName: string; RawValues: string };
    expect(AddonName).toBe("eniipamd");
    expect(JSON.parse(Buffer.from(RawValues, "base64").toString())).toEqual({
      vpcCni: { securityGroups: { enableSecurityGroups: true, securityGroups: [] } },
    });
    expect(requestOf("CreateNodePool")).toMatchObject({
      ClusterId: outputs!.clusterId,
      Type: "Native",
      Labels: [{ Name: "test11", Value: "test21" }],
      Native: { Replicas: 2, SecurityGroupIds: [outputs!.groupIds["deny-all-inbound"]], MachineType: "NativeCVM" },
    });
  });

  test("a second time changes nothing", async () => {
    const bench = await newBench();
    const first = await bench.run("up");
    bench.cloud.writes();
    const second = await bench.run("up");
    expect(bench.cloud.writes()).toEqual([]);
    expect(second).toMatchObject({ outputs: first.outputs, counts: { create: 0, same: 7 }, drift: [] });
  });

  test("tells what it does while it does it", async () => {
    const bench = await newBench();
    const seen: string[] = [];
    await bench.runApart("up", {}, ({ action, resource, phase }) => seen.push(`${action} ${resource} ${phase}`));
    expect(seen).toContain("create Vpc podpath-vpc started");
    expect(seen.at(-1)).toBe("create KubernetesNativeNodePool native done");
  });

  test("makes anew what somebody removed, and says so", async () => {
    const bench = await newBench();
    await bench.run("up");
    bench.cloud.account.pools.clear();
    bench.cloud.writes();
    const { drift, counts } = await bench.run("up");
    expect(bench.cloud.writes()).toEqual(["CreateNodePool"]);
    expect(counts).toMatchObject({ create: 1, same: 6 });
    expect(drift).toMatchObject([{ resource: "KubernetesNativeNodePool native", kind: "missing" }]);
  });

  test("a group removed by hand comes back with its rules, and its pool is bound to the new one", async () => {
    const bench = await newBench();
    const before = await bench.run("up");
    bench.cloud.account.groups.clear();
    bench.cloud.account.rules.clear();
    const { outputs } = await bench.run("up");
    const id = outputs!.groupIds["deny-all-inbound"]!;
    expect(id).not.toBe(before.outputs!.groupIds["deny-all-inbound"]);
    expect(bench.cloud.account.rules.get(id)?.Ingress).toHaveLength(1);
    expect([...bench.cloud.account.pools.values()].map((one) => one["Native"].SecurityGroupIds)).toEqual([[id]]);
  });

  test.each([
    ["more replicas", { nodePools: [{ ...pool!, replicas: 3 }] }, ["ModifyNodePool"]],
    ["other labels", { nodePools: [{ ...pool!, labels: { test11: "test22" } }] }, ["ModifyNodePool"]],
    [
      "another rule",
      { groups: [{ ...group!, ingress: ["drop all 10.0.0.0/8 all"] }] },
      ["ModifySecurityGroupPolicies"],
    ],
    ["another remark", { groups: [{ ...group!, description: "SSH only" }] }, ["ModifySecurityGroupAttribute"]],
    ["the add-on off", { eniSecurityGroups: { enabled: false, groups: [] } }, ["UpdateAddon"]],
  ])("follows a changed scenario: %s", async (_, change, writes) => {
    const bench = await newBench();
    await bench.run("up");
    bench.cloud.writes();
    const { counts, drift } = await bench.run("up", { scenario: { ...baseDrill, ...change } });
    expect(bench.cloud.writes()).toEqual(writes);
    expect(counts).toMatchObject({ update: 1, same: 6 });
    expect(drift).toEqual([]);
  });

  test("what cannot change in place is replaced, with all that hangs on it, and the old is removed", async () => {
    const bench = await newBench();
    const before = await bench.run("up");
    const vpc = { ...baseDrill.vpc, cidr: "10.0.0.0/12" };
    const { outputs, counts } = await bench.run("up", { scenario: { ...baseDrill, vpc } });
    expect(counts).toMatchObject({ replace: 5, delete: 5 });
    expect(outputs!.vpcId).not.toBe(before.outputs!.vpcId);
    expect(census(bench)).toEqual(ONE_OF_EACH);
  });

  test("refuses to build a second drill over the first", async () => {
    const bench = await newBench();
    await bench.run("up");
    const failed = bench.runApart("up", { scenario: { ...baseDrill, id: "another" } });
    await expect(failed).rejects.toMatchObject({ code: "Infra.OtherScenario" });
  });

  test("two at once: the second waits for the first and finds nothing to do", async () => {
    const bench = await newBench();
    const both = await Promise.all([bench.runApart("up"), bench.runApart("up")]);
    expect(both.map(({ counts }) => counts.create).toSorted((a, b) => a - b)).toEqual([0, 7]);
    expect(census(bench)).toEqual(ONE_OF_EACH);
  });

  test("keeps its state to its owner", async () => {
    const bench = await newBench();
    await bench.run("up");
    expect(fs.readdirSync(bench.stateDir).toSorted()).toEqual(["infra.json", "infra.lock"]);
    if (process.platform === "win32") return;
    expect(fs.statSync(path.join(bench.stateDir, "infra.json")).mode & 0o777).toBe(0o600);
  });
});

describe("what a learner changed", { timeout: 30_000 }, () => {
  const drift = [
    {
      resource: "SecurityGroupRuleSet deny-all-inbound",
      kind: "changed",
      changes: [
        {
          path: "ingress",
          wanted: ["accept tcp 0.0.0.0/0 22"],
          actual: ["accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80"],
        },
      ],
      text: {
        zh: "安全组规则 deny-all-inbound：入站 +accept tcp 10.0.35.23/32 80",
        en: "rules of security group deny-all-inbound: ingress +accept tcp 10.0.35.23/32 80",
      },
    },
  ];

  test("stays through up, and is listed", async () => {
    const { bench, rules } = await withLearnersRule();
    const result = await bench.run("up");
    expect(result.drift).toMatchObject(drift);
    expect(bench.cloud.writes()).toEqual([]);
    expect(rules.Ingress).toHaveLength(2);
  });

  test("is listed by refresh, which changes nothing", async () => {
    const { bench } = await withLearnersRule();
    expect((await bench.run("refresh")).drift).toMatchObject(drift);
    expect(bench.cloud.writes()).toEqual([]);
  });

  test("is taken back by reset, and nothing else is touched", async () => {
    const { bench, rules } = await withLearnersRule();
    const { counts } = await bench.run("reset");
    expect(counts).toMatchObject({ update: 1, same: 6 });
    expect(bench.cloud.writes()).toEqual(["ModifySecurityGroupPolicies"]);
    expect(rules.Ingress).toHaveLength(1);
    expect((await bench.run("refresh")).drift).toEqual([]);
  });

  test("rules in another order are drift, and are put back in order", async () => {
    const bench = await newBench();
    const scenario = {
      ...baseDrill,
      groups: [{ ...group!, ingress: ["drop tcp 10.0.0.0/8 80", "accept tcp 10.0.0.0/8 80"] }],
    };
    const { outputs } = await bench.run("up", { scenario });
    const rules = bench.cloud.account.rules.get(outputs!.groupIds["deny-all-inbound"]!)!;
    rules.Ingress.reverse();
    const [drifted] = (await bench.run("refresh", { scenario })).drift;
    expect(drifted?.text.en).toContain("ingress is in another order");
    await bench.run("reset", { scenario });
    expect(rules.Ingress.map((rule) => rule["Action"])).toEqual(["DROP", "ACCEPT"]);
    expect((await bench.run("refresh", { scenario })).drift).toEqual([]);
  });

  test("a direction that must be empty again is emptied", async () => {
    const bench = await newBench();
    const scenario = { ...baseDrill, groups: [{ ...group!, ingress: [] }] };
    const { outputs } = await bench.run("up", { scenario });
    const rules = bench.cloud.account.rules.get(outputs!.groupIds["deny-all-inbound"]!)!;
    rules.Ingress.push({ Action: "ACCEPT", Protocol: "tcp", Port: "80", CidrBlock: "10.0.35.23/32" });
    await bench.run("reset", { scenario });
    expect(rules.Ingress).toEqual([]);
    expect(rules.Egress).toHaveLength(1);
  });

  test("the add-on switched off by hand is drift; what it merged besides is not", async () => {
    const bench = await newBench();
    const { outputs } = await bench.run("up");
    const addon = bench.cloud.account.addons.get(outputs!.clusterId)!;
    const set = (values: object) => (addon["RawValues"] = Buffer.from(JSON.stringify(values)).toString("base64"));
    set({
      vpcCni: { securityGroups: { enableSecurityGroups: true, securityGroups: [] }, routeEni: { ipMinWarmTarget: 5 } },
    });
    expect((await bench.run("refresh")).drift).toEqual([]);
    set({ vpcCni: { securityGroups: { enableSecurityGroups: false, securityGroups: [] } } });
    expect((await bench.run("refresh")).drift).toMatchObject([{ resource: "KubernetesAddonConfig podpath-eniipamd" }]);
  });
});

describe("down", { timeout: 30_000 }, () => {
  test("removes everything, dependents first, and a second time finds nothing to do", async () => {
    const bench = await newBench();
    await bench.run("up");
    bench.cloud.writes();
    expect((await bench.run("down")).counts).toMatchObject({ delete: 7 });
    expect(census(bench)).toEqual(NOTHING);
    expect(bench.cloud.writes()[0]).toBe("DeleteNodePool");
    expect(readOutputs(bench.stateDir)).toBeNull();
    expect((await bench.run("down")).counts).toMatchObject({ delete: 0 });
  });

  test("what is already gone is no error", async () => {
    const bench = await newBench();
    await bench.run("up");
    for (const things of [bench.cloud.account.pools, bench.cloud.account.groups, bench.cloud.account.rules])
      things.clear();
    await bench.run("down");
    expect(census(bench)).toEqual(NOTHING);
  });

  test("a thing that is held by something else is named, and stays on record for the next time", async () => {
    const bench = await newBench();
    await bench.run("up");
    bench.cloud.fail("DeleteVpc", "ResourceInUse");
    const failed = await bench.runApart("down").catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(InfraError);
    expect(failed).toMatchObject({ code: "ResourceInUse", resource: "Vpc podpath-vpc", action: "DeleteVpc" });
    await bench.run("down");
    expect(census(bench)).toEqual(NOTHING);
  });

  test("a new lab can be built afterwards, of another drill too", async () => {
    const bench = await newBench();
    await bench.run("up");
    await bench.run("down");
    await bench.run("up", { scenario: { ...baseDrill, id: "another" } });
    expect(census(bench)).toEqual(ONE_OF_EACH);
  });
});

async function withLearnersRule() {
  const bench = await newBench();
  const { outputs } = await bench.run("up");
  const rules = bench.cloud.account.rules.get(outputs!.groupIds["deny-all-inbound"]!)!;
  rules.Ingress.push({
    Action: "ACCEPT",
    Protocol: "tcp",
    Port: "80",
    CidrBlock: "10.0.35.23/32",
    PolicyDescription: "",
  });
  bench.cloud.writes();
  return { bench, rules };
}
