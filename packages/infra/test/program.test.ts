import type { Scenario } from "@podpath/scenarios";
import * as pulumi from "@pulumi/pulumi";
import { beforeEach, expect, test } from "vitest";
import { lab } from "../src/program.ts";
import { baseDrill } from "./lab-job.ts";

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Record<string, unknown>;
  readonly provider: string | undefined;
}

let registered: Registered[];

/** The ids are the names, so that a graph reads as who refers to whom. */
beforeEach(async () => {
  registered = [];
  await pulumi.runtime.setMocks(
    {
      newResource({ type, name, inputs, provider }) {
        const short = type.slice(type.lastIndexOf(":") + 1);
        registered.push({ type: short, name, inputs: inputs as Registered["inputs"], provider });
        return { id: `${short}/${name}`, state: inputs as object };
      },
      call: () => ({}),
    },
    "podpath",
    "test",
  );
});

const NOT_IN_THE_CLOUD = ["Stack", "tencentcloud", "Network", "SecurityGroups", "Cluster"];
const build = (scenario: Scenario) => pulumi.runtime.runInPulumiStack(async () => lab(scenario));
const ours = () => registered.filter(({ type }) => !NOT_IN_THE_CLOUD.includes(type));
const made = (type: string, name: string) => registered.find((one) => one.type === type && one.name === name)?.inputs;

test("the base drill's resources, and what they refer to", async () => {
  const outputs = await build(baseDrill);
  expect(
    ours()
      .map(({ type, name }) => `${type} ${name}`)
      .toSorted(),
  ).toEqual([
    "KubernetesAddonConfig podpath-eniipamd",
    "KubernetesCluster podpath",
    "KubernetesNativeNodePool native",
    "SecurityGroup deny-all-inbound",
    "SecurityGroupRuleSet deny-all-inbound",
    "Subnet podpath-subnet",
    "Vpc podpath-vpc",
  ]);
  expect(outputs).toEqual({
    vpcId: "Vpc/podpath-vpc",
    subnetIds: { containers: "Subnet/podpath-subnet" },
    groupIds: { "deny-all-inbound": "SecurityGroup/deny-all-inbound" },
    clusterId: "KubernetesCluster/podpath",
    nodePoolIds: { native: "KubernetesNativeNodePool/native" },
  });
  expect(made("Subnet", "podpath-subnet")).toMatchObject({ vpcId: "Vpc/podpath-vpc", cidrBlock: "10.0.35.0/24" });
  expect(made("SecurityGroupRuleSet", "deny-all-inbound")).toEqual({
    securityGroupId: "SecurityGroup/deny-all-inbound",
    ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "22", cidrBlock: "0.0.0.0/0" }],
    egresses: [{ action: "ACCEPT", protocol: "ALL", port: "ALL", cidrBlock: "0.0.0.0/0" }],
  });
  expect(made("KubernetesCluster", "podpath")).toMatchObject({
    vpcId: "Vpc/podpath-vpc",
    networkType: "VPC-CNI",
    vpcCniType: "tke-route-eni",
    eniSubnetIds: ["Subnet/podpath-subnet"],
    serviceCidr: "172.18.0.0/20",
  });
  expect(made("KubernetesAddonConfig", "podpath-eniipamd")).toEqual({
    clusterId: "KubernetesCluster/podpath",
    addonName: "eniipamd",
    rawValues: '{"vpcCni":{"securityGroups":{"enableSecurityGroups":true,"securityGroups":[]}}}',
  });
  expect(made("KubernetesNativeNodePool", "native")).toMatchObject({
    clusterId: "KubernetesCluster/podpath",
    native: { subnetIds: ["Subnet/podpath-subnet"], securityGroupIds: ["SecurityGroup/deny-all-inbound"], replicas: 2 },
  });
});

test("every resource goes to the scenario's region, through one provider", async () => {
  await build(baseDrill);
  expect(made("tencentcloud", "cloud")).toEqual({ region: "ap-guangzhou" });
  for (const { name, provider } of ours()) expect(provider, name).toMatch(/::cloud::tencentcloud\/cloud$/);
});

test("two pools with groups of their own, in binding order; a rule may name a group by its key", async () => {
  const [pool] = baseDrill.nodePools;
  const group = { description: "", ingress: [], egress: [] };
  await build({
    ...baseDrill,
    groups: [
      { ...group, key: "sg1", name: "client" },
      { ...group, key: "sg2", name: "server", ingress: ["accept tcp sg-sg1 80", "accept tcp sg-0a1b2c3d 80"] },
    ],
    nodePools: [
      { ...pool!, key: "a", name: "pool-a", groups: ["sg1", "sg2"] },
      { ...pool!, key: "b", name: "pool-b", groups: ["sg2", "sg1"] },
    ],
    eniSecurityGroups: { enabled: true, groups: ["sg2"] },
  });
  const groupsOf = (name: string) =>
    (made("KubernetesNativeNodePool", name)!["native"] as { securityGroupIds: string[] }).securityGroupIds;
  expect(groupsOf("pool-a")).toEqual(["SecurityGroup/client", "SecurityGroup/server"]);
  expect(groupsOf("pool-b")).toEqual(["SecurityGroup/server", "SecurityGroup/client"]);
  expect(made("SecurityGroupRuleSet", "server")?.["ingresses"]).toMatchObject([
    { sourceSecurityId: "SecurityGroup/client" },
    { sourceSecurityId: "sg-0a1b2c3d" },
  ]);
  expect(made("KubernetesAddonConfig", "podpath-eniipamd")?.["rawValues"]).toContain('["SecurityGroup/server"]');
});
