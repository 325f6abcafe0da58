import { encodeBase64 } from "../src/text.ts";
import type { Lab } from "./lab.ts";

export interface BaseDrill {
  readonly vpcId: string;
  readonly subnetId: string;
  readonly groupId: string;
  readonly clusterId: string;
  readonly poolId: string;
}

/** What the drill's program builds, by the calls it makes; the group lets SSH in and everything out. */
export async function buildBaseDrill(lab: Lab, options: { readonly syncGroups?: boolean } = {}): Promise<BaseDrill> {
  const { Vpc } = await lab.call<{ Vpc: { VpcId: string } }>("vpc", "CreateVpc", {
    VpcName: "vpc",
    CidrBlock: "10.0.0.0/16",
  });
  const vpcId = Vpc.VpcId;
  const { Subnet } = await lab.call<{ Subnet: { SubnetId: string } }>("vpc", "CreateSubnet", {
    VpcId: vpcId,
    SubnetName: "subnet",
    CidrBlock: "10.0.35.0/24",
    Zone: "ap-guangzhou-3",
  });
  const subnetId = Subnet.SubnetId;
  const { SecurityGroup } = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>(
    "vpc",
    "CreateSecurityGroup",
    {
      GroupName: "deny-all-inbound",
      GroupDescription: "SSH in, everything out",
    },
  );
  const groupId = SecurityGroup.SecurityGroupId;
  await lab.call("vpc", "ModifySecurityGroupPolicies", {
    SecurityGroupId: groupId,
    SecurityGroupPolicySet: {
      Ingress: [{ Action: "ACCEPT", Protocol: "TCP", Port: "22", CidrBlock: "0.0.0.0/0" }],
      Egress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" }],
    },
  });
  const { ClusterId: clusterId } = await lab.call<{ ClusterId: string }>("tke", "CreateCluster", {
    ClusterType: "MANAGED_CLUSTER",
    ClusterCIDRSettings: { ServiceCIDR: "172.18.0.0/20", EniSubnetIds: [subnetId] },
    ClusterBasicSettings: { ClusterName: "drill", VpcId: vpcId, ClusterVersion: "1.30.0" },
    ClusterAdvancedSettings: { NetworkType: "VPC-CNI", IsNonStaticIpMode: true },
  });
  if (options.syncGroups !== false) await setSyncGroups(lab, clusterId, true);
  const { NodePoolId: poolId } = await lab.call<{ NodePoolId: string }>("tke2022", "CreateNodePool", {
    ClusterId: clusterId,
    Name: "native",
    Type: "Native",
    Labels: [{ Name: "test11", Value: "test21" }],
    Native: nativePool(subnetId, groupId),
  });
  return { vpcId, subnetId, groupId, clusterId, poolId };
}

export function nativePool(subnetId: string, groupId: string, replicas = 2) {
  return {
    Scaling: { MinReplicas: replicas, MaxReplicas: replicas, CreatePolicy: "ZoneEquality" },
    SubnetIds: [subnetId],
    InstanceChargeType: "POSTPAID_BY_HOUR",
    SystemDisk: { DiskType: "CLOUD_PREMIUM", DiskSize: 50 },
    InstanceTypes: ["SA2.MEDIUM2"],
    SecurityGroupIds: [groupId],
    Replicas: replicas,
    MachineType: "NativeCVM",
  };
}

export async function setSyncGroups(
  lab: Lab,
  clusterId: string,
  enabled: boolean,
  groups: readonly string[] = [],
): Promise<void> {
  const values = { vpcCni: { securityGroups: { enableSecurityGroups: enabled, securityGroups: groups } } };
  const RawValues = encodeBase64(JSON.stringify(values));
  await lab.call("tke", "UpdateAddon", { ClusterId: clusterId, AddonName: "eniipamd", RawValues });
}
