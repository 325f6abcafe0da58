import { createSimulatedDataPlane } from "@podpath/dataplane/simulated";
import { createEmulator, createMemoryStore, type Account, type Emulator } from "@podpath/emulator";
import { createNodeRuntime, serve } from "@podpath/emulator/node";
import { onTestFinished } from "vitest";
import { createCloudClient, type CloudClient } from "../../src/clients/cloud.ts";
import { createKubeClient, type KubeClient } from "../../src/clients/kube.ts";

/** The sandbox in the part of Tencent Cloud: an account behind real HTTP, reached by the official SDK. */
export interface SandboxCloud {
  readonly emulator: Emulator;
  readonly account: Account;
  readonly endpoint: string;
  readonly cloud: CloudClient;
  kube(clusterId: string): KubeClient;
  settled(): Promise<void>;
}

const ZONE = "ap-guangzhou-3";

export async function startSandboxCloud(): Promise<SandboxCloud> {
  const runtime = createNodeRuntime(() => {});
  const emulator = createEmulator({
    runtime,
    store: createMemoryStore(),
    dataPlane: () => createSimulatedDataPlane({ clock: runtime, pace: 0.05 }),
  });
  const servers = await serve(emulator, { host: "127.0.0.1" });
  const account = emulator.createAccount({ id: "real", region: "ap-guangzhou", addressPlan: {} });
  onTestFinished(async () => {
    await servers.close();
    await emulator.close();
  });
  const endpoint = servers.endpoints.cloudUrl;
  return {
    emulator,
    account,
    endpoint,
    cloud: createCloudClient(account.learner, account.region, endpoint),
    kube: (clusterId) => createKubeClient(emulator.kubeconfig(account.id, clusterId, "learner")),
    settled: () => emulator.settled(account.id),
  };
}

export interface SomebodysCluster {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly clusterId: string;
  readonly poolId: string;
}

/** A cluster that was there before the lab: two nodes with a group of their own, the feature as asked. */
export async function buildSomebodysCluster(
  sandbox: SandboxCloud,
  options: { readonly feature?: "on" | "off"; readonly listed?: readonly string[]; readonly nodes?: number } = {},
): Promise<SomebodysCluster> {
  const { cloud } = sandbox;
  const call = async (...[service, action, request]: Parameters<CloudClient["call"]>) =>
    cloud.call<Record<string, unknown>>(service, action, request);
  const vpc = await call("vpc", "CreateVpc", { VpcName: "company", CidrBlock: "10.0.0.0/16" });
  const vpcId = (vpc["Vpc"] as { VpcId: string }).VpcId;
  const made = await call("vpc", "CreateSubnet", {
    VpcId: vpcId,
    SubnetName: "company-a",
    CidrBlock: "10.0.35.0/24",
    Zone: ZONE,
  });
  const subnetId = (made["Subnet"] as { SubnetId: string }).SubnetId;
  const group = await call("vpc", "CreateSecurityGroup", { GroupName: "company", GroupDescription: "theirs" });
  const groupId = (group["SecurityGroup"] as { SecurityGroupId: string }).SecurityGroupId;
  await call("vpc", "ModifySecurityGroupPolicies", {
    SecurityGroupId: groupId,
    SecurityGroupPolicySet: {
      Ingress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "10.0.0.0/8" }],
      Egress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" }],
    },
  });
  const cluster = await call("tke", "CreateCluster", {
    ClusterType: "MANAGED_CLUSTER",
    ClusterCIDRSettings: { ServiceCIDR: "172.18.0.0/20", EniSubnetIds: [subnetId] },
    ClusterBasicSettings: { ClusterName: "company", VpcId: vpcId, ClusterVersion: "1.30.0" },
    ClusterAdvancedSettings: { NetworkType: "VPC-CNI", IsNonStaticIpMode: true },
  });
  const clusterId = cluster["ClusterId"] as string;
  if (options.feature !== undefined) {
    const securityGroups = {
      enableSecurityGroups: options.feature === "on",
      securityGroups: (options.listed ?? []).map((id) => (id === "own" ? groupId : id)),
    };
    const values = { vpcCni: { securityGroups, routeEni: { ipMinWarmTarget: 2 } } };
    await call("tke", "UpdateAddon", {
      ClusterId: clusterId,
      AddonName: "eniipamd",
      RawValues: Buffer.from(JSON.stringify(values)).toString("base64"),
    });
  }
  const nodes = options.nodes ?? 2;
  const pool = await call("tke-2022", "CreateNodePool", {
    ClusterId: clusterId,
    Name: "theirs",
    Type: "Native",
    Labels: [{ Name: "team", Value: "company" }],
    Native: {
      Scaling: { MinReplicas: nodes, MaxReplicas: nodes, CreatePolicy: "ZoneEquality" },
      SubnetIds: [subnetId],
      InstanceChargeType: "POSTPAID_BY_HOUR",
      SystemDisk: { DiskType: "CLOUD_BSSD", DiskSize: 50 },
      InstanceTypes: ["SA2.MEDIUM2"],
      SecurityGroupIds: [groupId],
      Replicas: nodes,
      MachineType: "NativeCVM",
    },
  });
  await sandbox.settled();
  return { vpcId, subnetId, groupId, clusterId, poolId: pool["NodePoolId"] as string };
}

/** Deployments of one replica each, so that some Pods have addresses. */
export async function deployPods(kube: KubeClient, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await kube.json({
      method: "POST",
      path: "/apis/apps/v1/namespaces/default/deployments",
      contentType: "application/json",
      body: {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name },
        spec: {
          replicas: 1,
          selector: { matchLabels: { app: name } },
          template: {
            metadata: { labels: { app: name } },
            spec: {
              containers: [
                {
                  name: "web",
                  image: "nginx",
                  env: [{ name: "EMPTY" }, { name: "SET", value: "1" }],
                  ports: [{ containerPort: 80 }],
                },
              ],
            },
          },
        },
      },
    });
  }
}
