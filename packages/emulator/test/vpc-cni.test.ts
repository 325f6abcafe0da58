import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { KubeObject } from "../src/kube/cluster-objects.ts";
import type { PodObject } from "../src/kube/types.ts";
import { type BaseDrill, buildBaseDrill, nativePool, setSyncGroups } from "./base-drill.ts";
import { createKubeUser, type KubeUser } from "./kube-user.ts";
import { createLab, type Lab } from "./lab.ts";

const NODES = ["10.0.35.139", "10.0.35.179"];
const IPAMD_LOG = "tke-eni-ipamd";

let lab: Lab;
let drill: BaseDrill;
let kube: KubeUser;

async function start(options: { readonly syncGroups?: boolean } = {}): Promise<void> {
  lab = createLab();
  drill = await buildBaseDrill(lab, options);
  kube = createKubeUser(lab, drill.clusterId);
}

beforeEach(() => start());
afterEach(async () => {
  expect(lab.log).toEqual([]);
  await lab.emulator.close();
});

async function newGroup(name: string): Promise<string> {
  const request = { GroupName: name, GroupDescription: "" };
  const answer = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>("vpc", "CreateSecurityGroup", request);
  return answer.SecurityGroup.SecurityGroupId;
}

/** Groups of each node's secondary interface, by node. */
async function secondaryGroups(): Promise<Record<string, readonly string[]>> {
  await lab.emulator.settled("acc-1");
  const { nodes } = lab.emulator.snapshot("acc-1");
  return Object.fromEntries(
    nodes.map((node) => [node.name, node.enis.filter((eni) => !eni.primary)[0]!.securityGroups]),
  );
}

async function ipamdLog(): Promise<readonly string[]> {
  const pods = await kube.list<PodObject>("/api/v1/namespaces/kube-system/pods", `k8s-app=${IPAMD_LOG}`);
  const log = await kube.text(`/api/v1/namespaces/kube-system/pods/${pods[0]!.metadata.name}/log`);
  return log.split("\n").filter((line) => line !== "");
}

function deployment(name: string, node: string | null, replicas = 1): object {
  const labels = { app: name };
  const containers = [{ name: "nginx", image: "nginx:latest", ports: [{ containerPort: 80 }] }];
  const nodeSelector = node === null ? {} : { "kubernetes.io/hostname": node };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { nodeSelector, containers } },
    },
  };
}

async function deploy(name: string, node: string | null, replicas = 1): Promise<void> {
  await kube.post("/apis/apps/v1/namespaces/default/deployments", deployment(name, node, replicas));
  await lab.emulator.settled("acc-1");
}

describe("a native node pool", () => {
  test("becomes machines, instances, and Nodes with a primary and a secondary interface", async () => {
    await lab.emulator.settled("acc-1");
    const { NodePools } = await lab.call<{ NodePools: object[] }>("tke2022", "DescribeNodePools", {
      ClusterId: drill.clusterId,
    });
    expect(NodePools).toMatchObject([{ LifeState: "Running", Native: { Replicas: 2, ReadyReplicas: 2 } }]);
    const { Machines } = await lab.call<{ Machines: { MachineName: string; LanIP: string }[] }>(
      "tke2022",
      "DescribeClusterMachines",
      { ClusterId: drill.clusterId },
    );
    expect(Machines.map(({ LanIP }) => LanIP).sort()).toEqual(NODES);
    for (const { MachineName } of Machines) expect(MachineName).toMatch(new RegExp(`^${drill.poolId}-[a-z0-9]{5}$`));

    const { nodes } = lab.emulator.snapshot("acc-1");
    expect(nodes.map((node) => node.name)).toEqual(NODES);
    for (const { enis, name } of nodes) {
      expect(enis).toMatchObject([
        { primary: true, deviceIndex: 0, addresses: [name], securityGroups: [drill.groupId] },
        { primary: false, deviceIndex: 1, securityGroups: [drill.groupId] },
      ]);
      expect(["10.0.35.23", "10.0.35.150"]).not.toContain(enis[1]!.addresses[0]);
    }
  });

  test("gives its Nodes their labels, and more machines when it grows, fewer when it shrinks", async () => {
    const scale = (Replicas: number) =>
      lab.call("tke2022", "ScaleNodePool", { ClusterId: drill.clusterId, NodePoolId: drill.poolId, Replicas });
    expect(await kube.names("/api/v1/nodes", "test11=test21")).toEqual(NODES);
    expect(await kube.names("/api/v1/nodes", "kubernetes.io/hostname=10.0.35.139")).toEqual(["10.0.35.139"]);
    await scale(3);
    expect(await kube.names("/api/v1/nodes")).toHaveLength(3);
    await scale(1);
    expect(await kube.names("/api/v1/nodes")).toEqual(["10.0.35.139"]);
    expect(await kube.names("/apis/networking.tke.cloud.tencent.com/v1/nodeeniconfigs")).toEqual(["10.0.35.139"]);
  });

  test("is shown as a MachineSet and its machines as Machines, which follow the cloud's API", async () => {
    const path = "/apis/node.tke.cloud.tencent.com/v1beta1";
    const shown = async () => {
      await lab.emulator.settled("acc-1");
      const [set] = await kube.list<KubeObject>(`${path}/machinesets`);
      const machines = await kube.list<KubeObject>(`${path}/machines`);
      return { set, machines };
    };
    const { set, machines } = await shown();
    expect(set).toMatchObject({
      metadata: { name: drill.poolId },
      spec: { replicas: 2, template: { spec: { providerSpec: { value: { securityGroupIDs: [drill.groupId] } } } } },
      status: { replicas: 2, readyReplicas: 2 },
    });
    const told = machines.map(({ status }) => status as { phase: string; addresses: { address: string }[] });
    expect(told.map(({ phase }) => phase)).toEqual(["Running", "Running"]);
    expect(told.map(({ addresses }) => addresses[0]!.address).toSorted()).toEqual(NODES);
    for (const { metadata } of machines) expect(metadata.name).toMatch(new RegExp(`^${drill.poolId}-\\w{5}$`));
    const pool = { ClusterId: drill.clusterId, NodePoolId: drill.poolId };
    await lab.call("tke2022", "ScaleNodePool", { ...pool, Replicas: 1 });
    expect((await shown()).machines).toHaveLength(1);
    await lab.call("tke2022", "DeleteNodePool", pool);
    expect(await shown()).toEqual({ set: undefined, machines: [] });
  });

  test("is gone with its machines, and the subnet is free again", async () => {
    await lab.call("tke2022", "DeleteNodePool", { ClusterId: drill.clusterId, NodePoolId: drill.poolId });
    expect(await lab.call("tke2022", "DescribeNodePools", { ClusterId: drill.clusterId })).toMatchObject({
      TotalCount: 0,
    });
    expect(await lab.call("vpc", "DescribeNetworkInterfaces")).toMatchObject({ TotalCount: 0 });
    const usage = await lab.call<{ SecurityGroupAssociationStatisticsSet: object[] }>(
      "vpc",
      "DescribeSecurityGroupAssociationStatistics",
      { SecurityGroupIds: [drill.groupId] },
    );
    expect(usage.SecurityGroupAssociationStatisticsSet).toMatchObject([
      { CVM: 0, ENI: 0, SG: 0, CLB: 0, CDB: 0, TotalCount: 0 },
    ]);
    await lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: drill.groupId });
  });

  test("everything can be taken down again, in the order in which a program does it", async () => {
    await expect(lab.call("vpc", "DeleteSubnet", { SubnetId: drill.subnetId })).rejects.toMatchObject({
      code: "ResourceInUse",
    });
    await lab.call("tke2022", "DeleteNodePool", { ClusterId: drill.clusterId, NodePoolId: drill.poolId });
    await lab.call("tke", "DeleteCluster", { ClusterId: drill.clusterId, InstanceDeleteMode: "terminate" });
    await expect(lab.call("tke", "DescribeClusterInstances", { ClusterId: drill.clusterId })).rejects.toMatchObject({
      code: "InvalidParameter.ClusterNotFound",
    });
    await lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: drill.groupId });
    await lab.call("vpc", "DeleteSubnet", { SubnetId: drill.subnetId });
    await lab.call("vpc", "DeleteVpc", { VpcId: drill.vpcId });
    expect(lab.store.list("acc-1/")).toEqual([]);
  });
});

describe("Pod addresses", () => {
  test("come from the plan in the order of creation, and live on the node's secondary interface", async () => {
    await deploy("a", "10.0.35.139");
    await deploy("b", "10.0.35.179");
    const { pods, nodes } = lab.emulator.snapshot("acc-1");
    expect(pods.map((pod) => [pod.labels["app"], pod.nodeName, pod.addresses])).toEqual([
      ["a", "10.0.35.139", ["10.0.35.23"]],
      ["b", "10.0.35.179", ["10.0.35.150"]],
    ]);
    const eni = nodes[1]!.enis[1]!;
    expect(pods[1]!.eniId).toBe(eni.id);
    const Filters = [
      { Name: "address-ip", Values: ["10.0.35.150"] },
      { Name: "ip-exact-match", Values: ["true"] },
    ];
    const { NetworkInterfaceSet } = await lab.call<{ NetworkInterfaceSet: object[] }>(
      "vpc",
      "DescribeNetworkInterfaces",
      { Filters },
    );
    expect(NetworkInterfaceSet).toMatchObject([
      {
        NetworkInterfaceId: eni.id,
        Primary: false,
        EniType: 0,
        GroupSet: [drill.groupId],
        PrivateIpAddressSet: [{ Primary: true }, { Primary: false, PrivateIpAddress: "10.0.35.150" }],
      },
    ]);
    expect(await kube.names("/apis/networking.tke.cloud.tencent.com/v1/vpcips")).toEqual(["10.0.35.150", "10.0.35.23"]);
    expect(await kube.names("/apis/networking.tke.cloud.tencent.com/v1/namespaces/default/vpcipclaims")).toEqual(
      pods.map((pod) => pod.name),
    );
  });

  test("are given back when the Pod is gone", async () => {
    await deploy("a", "10.0.35.139");
    await kube.delete("/apis/apps/v1/namespaces/default/deployments/a");
    await expect
      .poll(() => lab.emulator.settled("acc-1").then(() => kube.names("/api/v1/namespaces/default/pods")))
      .toEqual([]);
    expect(await kube.names("/apis/networking.tke.cloud.tencent.com/v1/vpcips")).toEqual([]);
    expect(lab.emulator.snapshot("acc-1").nodes[0]!.enis[1]!.addresses).toHaveLength(1);
    await deploy("b", "10.0.35.139");
    expect(lab.emulator.snapshot("acc-1").pods[0]!.addresses).toEqual(["10.0.35.23"]);
  });

  test("fill an interface of 9, then a second one with the same groups", async () => {
    await deploy("a", "10.0.35.139", 12);
    const { nodes, pods } = lab.emulator.snapshot("acc-1");
    expect(pods).toHaveLength(12);
    expect(nodes[0]!.enis.map((eni) => eni.addresses.length)).toEqual([1, 10, 4]);
    expect(nodes[0]!.enis[2]!.securityGroups).toEqual([drill.groupId]);
  });
});

describe("security groups of secondary interfaces", () => {
  const NEC = "/apis/networking.tke.cloud.tencent.com/v1/nodeeniconfigs";
  const wanted = async (node: string) =>
    (await kube.get<KubeObject & { spec: { securityGroups: string[] } }>(`${NEC}/${node}`)).spec.securityGroups;
  const resync = (node: string) =>
    kube.patch(`/api/v1/nodes/${node}`, {
      metadata: { annotations: { "tke.cloud.tencent.com/need-sync-security-groups": "true" } },
    });
  const rebindPrimary = async (groupId: string) => {
    const { InstanceSet } = await lab.call<{ InstanceSet: { InstanceId: string }[] }>("cvm", "DescribeInstances");
    const InstanceIds = InstanceSet.map(({ InstanceId }) => InstanceId);
    await lab.call("cvm", "ModifyInstancesAttribute", { InstanceIds, SecurityGroups: [groupId] });
  };

  test("inherit the primary interface's; NodeENIConfig, an Event and the log say so", async () => {
    expect(await secondaryGroups()).toEqual({ "10.0.35.139": [drill.groupId], "10.0.35.179": [drill.groupId] });
    expect(await wanted("10.0.35.139")).toEqual([drill.groupId]);
    const log = await ipamdLog();
    expect(log).toHaveLength(2);
    for (const line of log) {
      // The playbook's pipeline: grep Event | grep 'security groups from' | awk '{print $24}'
      expect(line).toContain("Event");
      expect(line).toContain("security groups from");
      expect(line.split(/\s+/)[23]).toBe(`[${drill.groupId}]`);
    }
    const events = await kube.list<KubeObject>("/api/v1/namespaces/default/events");
    expect(events.filter((event) => event["reason"] === "SyncENISecurityGroups")).toHaveLength(2);
  });

  test("are none while the switch is off, and become none when it is turned off", async () => {
    await lab.emulator.close();
    await start({ syncGroups: false });
    expect(await secondaryGroups()).toEqual({ "10.0.35.139": [], "10.0.35.179": [] });
    expect(lab.emulator.snapshot("acc-1").eniSecurityGroups).toBe("off");
    await setSyncGroups(lab, drill.clusterId, true);
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([drill.groupId]);
    await setSyncGroups(lab, drill.clusterId, false);
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([]);
    expect(await wanted("10.0.35.139")).toEqual([]);
  });

  test("a list of the add-on reaches new nodes at once, others when they are annotated", async () => {
    const other = await newGroup("pods");
    await setSyncGroups(lab, drill.clusterId, true, [other]);
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([drill.groupId]);
    await lab.call("tke2022", "CreateNodePool", {
      ClusterId: drill.clusterId,
      Name: "second",
      Type: "Native",
      Native: nativePool(drill.subnetId, drill.groupId, 1),
    });
    const groups = await secondaryGroups();
    const newNode = Object.keys(groups).find((name) => !NODES.includes(name))!;
    expect(groups[newNode]).toEqual([other]);
    await resync("10.0.35.139");
    expect(await secondaryGroups()).toMatchObject({ "10.0.35.139": [other], "10.0.35.179": [drill.groupId] });
  });

  test("a change of the primary interface doesn't reach them until the node is annotated; then the annotation is gone", async () => {
    const other = await newGroup("nodes");
    await rebindPrimary(other);
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([drill.groupId]);
    await resync("10.0.35.139");
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([other]);
    const node = await kube.get<KubeObject>("/api/v1/nodes/10.0.35.139");
    expect(node.metadata.annotations ?? {}).not.toHaveProperty("tke.cloud.tencent.com/need-sync-security-groups");
    expect((await ipamdLog()).at(-1)).toContain(`security groups from [${drill.groupId}] to [${other}]`);
  });

  test("an edited NodeENIConfig is obeyed before the edit is answered", async () => {
    await lab.emulator.settled("acc-1");
    const other = await newGroup("chosen");
    await kube.patch(`${NEC}/10.0.35.179`, { spec: { securityGroups: [other, drill.groupId] } });
    const [, node] = lab.dataPlane.realised.at(-1)!.nodes;
    expect(node!.enis[1]!.securityGroups).toEqual([other, drill.groupId]);
  });

  test("a group that doesn't exist is not bound, and an Event says so once", async () => {
    await kube.patch(`${NEC}/10.0.35.179`, { spec: { securityGroups: ["sg-00000000"] } });
    await deploy("a", null);
    expect((await secondaryGroups())["10.0.35.179"]).toEqual([drill.groupId]);
    const events = await kube.list<KubeObject>("/api/v1/namespaces/default/events");
    expect(events.filter((event) => event["reason"] === "FailedSyncENISecurityGroups")).toMatchObject([{ count: 1 }]);
  });

  test("what is bound by the VPC's own API stays until the next sync", async () => {
    const other = await newGroup("by-hand");
    const eni = lab.emulator.snapshot("acc-1").nodes[0]!.enis[1]!;
    await lab.call("vpc", "ModifyNetworkInterfaceAttribute", { NetworkInterfaceId: eni.id, SecurityGroupIds: [other] });
    await deploy("a", "10.0.35.139");
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([other]);
    await resync("10.0.35.139");
    expect((await secondaryGroups())["10.0.35.139"]).toEqual([drill.groupId]);
  });
});

test("a second cluster in a VPC of its own leaves the first as it was, and its Pods say why they don't start", async () => {
  await deploy("client", NODES[0]!);
  const before = lab.emulator.snapshot("acc-1");
  const { clusterId } = await buildBaseDrill(lab);
  const other = createKubeUser(lab, clusterId);
  await other.post("/apis/apps/v1/namespaces/default/deployments", deployment("client", null));
  await lab.emulator.settled("acc-1");
  const { vpc, nodes, pods } = lab.emulator.snapshot("acc-1");
  expect({ vpc, nodes, pods }).toEqual({ vpc: before.vpc, nodes: before.nodes, pods: before.pods });
  const events = await other.list<KubeObject & { readonly reason: string; readonly message: string }>(
    "/api/v1/namespaces/default/events",
  );
  expect(events).toContainEqual(
    expect.objectContaining({
      reason: "FailedCreatePodSandBox",
      message: expect.stringContaining(drill.vpcId) as string,
    }),
  );
});
