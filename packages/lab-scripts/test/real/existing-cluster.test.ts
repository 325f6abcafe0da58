import { beforeEach, describe, expect, test } from "vitest";
import type { CloudClient } from "../../src/clients/cloud.ts";
import { affectedBySwitch } from "../../src/real-cluster/affected.ts";
import {
  readFeature,
  readNodes,
  recordCluster,
  type ClusterHands,
  type ClusterRecord,
} from "../../src/real-cluster/cluster-record.ts";
import { readBackGroups, restoreCluster, switchOn, type Patience } from "../../src/real-cluster/switch-feature.ts";
import { buildSomebodysCluster, startSandboxCloud, type SandboxCloud } from "./sandbox-cloud.ts";

const QUICK: Patience = { timeoutMs: 300, pace: { firstMs: 10, growth: 1, longestMs: 10 } };
const NOW = new Date("2026-11-23T00:00:00Z");

let sandbox: SandboxCloud;
let kept: ClusterRecord[];
const keep = (record: ClusterRecord) => void kept.push(record);

beforeEach(async () => {
  sandbox = await startSandboxCloud();
  kept = [];
});

async function handsOn({ clusterId, vpcId }: { clusterId: string; vpcId: string }): Promise<ClusterHands> {
  const { account, cloud } = sandbox;
  return { region: account.region, clusterId, vpcId, cloud, kube: sandbox.kube(clusterId) };
}

/** All that must be as it was: the add-on's settings, every NodeENIConfig, every interface's groups. */
async function stateOf(hands: ClusterHands) {
  await sandbox.settled();
  const request = { ClusterId: hands.clusterId, AddonName: "eniipamd" };
  const { Values } = await sandbox.cloud.call<{ Values: string }>("tke", "DescribeAddonValues", request);
  return { values: JSON.parse(Values) as unknown, nodes: await readNodes({ ...hands, cloud: sandbox.cloud }) };
}

test("a cluster that has the feature on is never touched", async () => {
  const hands = await handsOn(await buildSomebodysCluster(sandbox, { feature: "on", listed: ["own"] }));
  const before = await stateOf(hands);
  const record = await recordCluster(hands, NOW);
  expect(affectedBySwitch(record, [])).toEqual([]);
  expect(await switchOn(hands, record, keep, QUICK)).toBe(record);
  expect(await restoreCluster(hands, { ...record, phase: "switched" }, keep, QUICK)).toEqual({ changed: [], left: [] });
  expect(kept).toEqual([]);
  expect(await stateOf(hands)).toEqual(before);
});

test("what the switch would change is listed before anything is changed, and is what then changes", async () => {
  const theirs = await buildSomebodysCluster(sandbox, { feature: "off", nodes: 3 });
  const hands = await handsOn(theirs);
  const record = await recordCluster(hands, NOW);
  const [lab] = record.nodes;
  const affected = affectedBySwitch(record, [lab!.name]);
  expect(affected.map(({ node }) => node).toSorted()).toEqual(
    record.nodes
      .slice(1)
      .map(({ name }) => name)
      .toSorted(),
  );
  await switchOn(hands, record, keep, QUICK);
  const now = new Map(
    (await stateOf(hands)).nodes.flatMap(({ interfaces }) => interfaces.map((one) => [one.id, one.groups])),
  );
  for (const { eniId, before, after } of affected) {
    expect(before).toEqual([]);
    expect(now.get(eniId)).toEqual(after);
    expect(after).toEqual([theirs.groupId]);
  }
});

test("switched on and restored, everything is as it was, groups bound by hand included", async () => {
  const theirs = await buildSomebodysCluster(sandbox, { feature: "off" });
  const hands = await handsOn(theirs);
  const [node] = await readNodes(hands);
  const bound = node!.interfaces.find(({ primary }) => !primary)!;
  await sandbox.cloud.call("vpc", "AssociateNetworkInterfaceSecurityGroups", {
    NetworkInterfaceIds: [bound.id],
    SecurityGroupIds: [theirs.groupId],
  });
  const before = await stateOf(hands);
  const record = await recordCluster(hands, NOW);
  const switched = await switchOn(hands, record, keep, QUICK);
  expect((await stateOf(hands)).values).not.toEqual(before.values);
  const restored = await restoreCluster(hands, switched, keep, QUICK);
  expect(restored.left).toEqual([]);
  expect(restored.changed).toEqual(["eniipamd", bound.id]);
  expect(await stateOf(hands)).toEqual(before);
  expect(kept.map(({ phase }) => phase)).toEqual(["switching", "switched", "restoring"]);
  expect(await restoreCluster(hands, { ...record, phase: "restoring" }, keep, QUICK)).toEqual({
    changed: [],
    left: [],
  });
});

/** Dies before the call that changes something for the n-th time, or after it without seeing its answer. */
function dying(cloud: CloudClient, at: number, when: "before" | "after"): CloudClient {
  let changes = 0;
  return {
    async call<T>(...[service, action, request]: Parameters<CloudClient["call"]>) {
      const isChange = !action.startsWith("Describe");
      changes += isChange ? 1 : 0;
      const dies = isChange && changes === at;
      if (dies && when === "before") throw new Error("killed");
      const answer = await cloud.call<T>(service, action, request);
      if (dies) throw new Error("killed");
      return answer;
    },
  };
}

describe.each(["before", "after"] as const)("interrupted %s", (when) => {
  test.each([1, 2, 3, 4])("change %i, the next command puts back what was recorded", async (at) => {
    const theirs = await buildSomebodysCluster(sandbox, { feature: "off" });
    const hands = await handsOn(theirs);
    const [node] = await readNodes(hands);
    const bound = node!.interfaces.find(({ primary }) => !primary)!;
    await sandbox.cloud.call("vpc", "AssociateNetworkInterfaceSecurityGroups", {
      NetworkInterfaceIds: [bound.id],
      SecurityGroupIds: [theirs.groupId],
    });
    const before = await stateOf(hands);
    const fragile = { ...hands, cloud: dying(hands.cloud, at, when) };
    const record = await recordCluster(fragile, NOW);
    keep(record);
    const died = await switchOn(fragile, record, keep, QUICK)
      .then((switched) => restoreCluster(fragile, switched, keep, QUICK))
      .then(
        () => false,
        () => true,
      );
    expect(died).toBe(at <= 3);
    const { left } = await restoreCluster(hands, kept.at(-1)!, keep, QUICK);
    expect(left).toEqual([]);
    expect(await stateOf(hands)).toEqual(before);
  });
});

test("settings that somebody else has changed meanwhile are theirs", async () => {
  const theirs = await buildSomebodysCluster(sandbox, { feature: "off" });
  const hands = await handsOn(theirs);
  const switched = await switchOn(hands, await recordCluster(hands, NOW), keep, QUICK);
  const securityGroups = { enableSecurityGroups: true, securityGroups: [theirs.groupId] };
  const RawValues = Buffer.from(JSON.stringify({ vpcCni: { securityGroups } })).toString("base64");
  await sandbox.cloud.call("tke", "UpdateAddon", { ClusterId: hands.clusterId, AddonName: "eniipamd", RawValues });
  const restored = await restoreCluster(hands, switched, keep, QUICK);
  expect(restored).toEqual({ changed: [], left: [{ kind: "changed-by-others", now: securityGroups }] });
  expect(await readFeature(hands)).toEqual(securityGroups);
});

describe("groups of the lab's nodes, read back", () => {
  test("inherited: nothing needs to be set", async () => {
    const theirs = await buildSomebodysCluster(sandbox, { feature: "on" });
    const hands = await handsOn(theirs);
    const names = (await readNodes(hands)).map(({ name }) => name);
    const result = await readBackGroups(hands, new Map(names.map((name) => [name, [theirs.groupId]])), QUICK);
    expect(result.set).toEqual([]);
    expect(result.nodes.map(({ nec }) => nec)).toEqual([[theirs.groupId], [theirs.groupId]]);
  });

  test("where the cluster's own list wins, the lab's nodes' nec is set, and no other's", async () => {
    const theirs = await buildSomebodysCluster(sandbox, { feature: "on", listed: ["own"] });
    const hands = await handsOn(theirs);
    const made = await sandbox.cloud.call<{ SecurityGroup: { SecurityGroupId: string } }>(
      "vpc",
      "CreateSecurityGroup",
      {
        GroupName: "drill",
        GroupDescription: "the lab's",
      },
    );
    const drill = made.SecurityGroup.SecurityGroupId;
    const [ours, other] = await readNodes(hands);
    const announced: string[] = [];
    const result = await readBackGroups(hands, new Map([[ours!.name, [drill]]]), QUICK, (node) => announced.push(node));
    expect(announced).toEqual(result.set);
    expect(result.set).toEqual([ours!.name]);
    const after = new Map((await stateOf(hands)).nodes.map((node) => [node.name, node]));
    expect(after.get(ours!.name)!.interfaces.map(({ groups }) => groups)).toEqual([[theirs.groupId], [drill]]);
    expect(after.get(other!.name)).toEqual(other);
  });
});
