import type { Snapshot } from "@podpath/access-path";
import { expect, test } from "vitest";
import { readAnswers } from "../../src/real-cluster/read-answers.ts";
import { toSnapshot } from "../../src/real-cluster/snapshot.ts";
import { buildSomebodysCluster, deployPods, startSandboxCloud, type SandboxCloud } from "./sandbox-cloud.ts";

/** Read through the two public APIs, as on a real cluster. */
async function readThroughApis(sandbox: SandboxCloud, clusterId: string) {
  const { cloud, account } = sandbox;
  const kube = sandbox.kube(clusterId);
  return readAnswers({ region: account.region, clusterId, cloud, kube });
}

/** A revision is each side's own; groups nobody is bound to are not read from a real account. */
function comparable(snapshot: Snapshot, like: Snapshot): Snapshot {
  const known = new Set(like.securityGroups.map(({ id }) => id));
  const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
    items.toSorted((a, b) => a.id.localeCompare(b.id));
  return {
    ...snapshot,
    revision: 0,
    pods: snapshot.pods.toSorted((a, b) => a.name.localeCompare(b.name)),
    securityGroups: byId(snapshot.securityGroups.filter(({ id }) => known.has(id))),
    addressTemplates: byId(snapshot.addressTemplates),
    serviceTemplates: byId(snapshot.serviceTemplates),
  };
}

test.each(["on", "off"] as const)(
  "read through the APIs, a cluster is what the sandbox itself has: feature %s",
  async (feature) => {
    const sandbox = await startSandboxCloud();
    const { clusterId, groupId } = await buildSomebodysCluster(sandbox, { feature });
    const { cloud } = sandbox;
    const template = await cloud.call<{ AddressTemplate: { AddressTemplateId: string } }>(
      "vpc",
      "CreateAddressTemplate",
      {
        AddressTemplateName: "offices",
        Addresses: ["10.1.0.0/16", "10.2.0.1-10.2.0.9"],
      },
    );
    const address = template.AddressTemplate.AddressTemplateId;
    await cloud.call("vpc", "CreateAddressTemplateGroup", {
      AddressTemplateGroupName: "all offices",
      AddressTemplateIds: [address],
    });
    await cloud.call("vpc", "CreateServiceTemplate", {
      ServiceTemplateName: "web",
      Services: ["tcp:80,443", "icmp:-"],
    });
    const other = await cloud.call<{ SecurityGroup: { SecurityGroupId: string } }>("vpc", "CreateSecurityGroup", {
      GroupName: "named by a rule",
      GroupDescription: "bound to nothing",
    });
    await cloud.call("vpc", "CreateSecurityGroupPolicies", {
      SecurityGroupId: groupId,
      SecurityGroupPolicySet: {
        Ingress: [
          { Action: "DROP", Protocol: "TCP", Port: "8000-8010,9000", AddressTemplate: { AddressId: address } },
          { Action: "ACCEPT", Protocol: "UDP", Port: "53", SecurityGroupId: other.SecurityGroup.SecurityGroupId },
        ],
      },
    });
    await deployPods(sandbox.kube(clusterId), ["a", "b", "c"]);
    await sandbox.settled();

    const own = sandbox.emulator.snapshot(sandbox.account.id);
    const { snapshot, gaps } = toSnapshot(await readThroughApis(sandbox, clusterId), { revision: 7 });
    expect(snapshot.revision).toBe(7);
    expect(own.pods).toHaveLength(3);
    expect(comparable(snapshot, snapshot)).toEqual(comparable(own, snapshot));
    expect(snapshot.securityGroups.map(({ name }) => name).toSorted()).toEqual(["company", "named by a rule"]);
    expect(snapshot.eniSecurityGroups).toBe(feature);
    expect(gaps).toEqual([]);
  },
);

test("the lab's own nodes come first when asked for", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox, { nodes: 3 });
  const answers = await readThroughApis(sandbox, clusterId);
  const names = toSnapshot(answers, { revision: 1 }).snapshot.nodes.map(({ name }) => name);
  const [first, second, third] = names as [string, string, string];
  const reordered = toSnapshot(answers, { revision: 1, nodesFirst: [third, second] }).snapshot.nodes;
  expect(reordered.map(({ name }) => name)).toEqual([third, second, first]);
});

test("what can't be seen is said, and never taken for nothing there", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId, groupId } = await buildSomebodysCluster(sandbox, { feature: "on" });
  await deployPods(sandbox.kube(clusterId), ["a"]);
  await sandbox.settled();
  const answers = await readThroughApis(sandbox, clusterId);
  const [node] = answers.nodes;
  const [pod] = answers.pods.filter(({ spec }) => spec.hostNetwork !== true);
  const { snapshot, gaps } = toSnapshot(
    {
      ...answers,
      addonValues: null,
      groups: [],
      cluster: { ...answers.cluster, Property: '{"NetworkType":"GR"}' },
      nodes: [...answers.nodes, { ...node!, metadata: { ...node!.metadata, name: "eklet-1" }, status: {} }],
      pods: [...answers.pods, { ...pod!, status: { ...pod!.status, podIP: "10.9.9.9", podIPs: [{ ip: "10.9.9.9" }] } }],
      addressTemplates: [
        { AddressTemplateId: "ipm-1", AddressTemplateName: "t", AddressSet: ["10.0.0.1", "nonsense"] },
      ],
      refused: [{ call: "tke.DescribeAddonValues", code: "UnauthorizedOperation", reason: "no" }],
    },
    { revision: 1 },
  );
  expect(snapshot.eniSecurityGroups).toBe("unknown");
  expect(snapshot.nodes).toHaveLength(2);
  expect(gaps).toEqual([
    { kind: "refused", refusal: { call: "tke.DescribeAddonValues", code: "UnauthorizedOperation", reason: "no" } },
    { kind: "feature-unknown" },
    { kind: "mode", networkType: "GR", vpcCniType: "" },
    { kind: "node-without-interface", node: "eklet-1", address: null },
    { kind: "pod-without-interface", namespace: "default", pod: pod!.metadata.name, address: "10.9.9.9" },
    { kind: "group-unread", id: groupId },
    { kind: "template-member", id: "ipm-1", member: "nonsense" },
  ]);
});

test("a cluster that isn't there is said with the region that was asked", async () => {
  const sandbox = await startSandboxCloud();
  const { clusterId } = await buildSomebodysCluster(sandbox);
  const { cloud, account } = sandbox;
  const kube = sandbox.kube(clusterId);
  const answers = readAnswers({ region: account.region, clusterId: "cls-00000000", cloud, kube });
  await expect(answers).rejects.toMatchObject({ code: "ClusterNotFound" });
});
