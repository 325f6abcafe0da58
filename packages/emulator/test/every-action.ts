import type { Service } from "../src/cloud/action.ts";
import { encodeBase64 } from "../src/text.ts";
import { buildBaseDrill, nativePool } from "./base-drill.ts";
import type { Lab } from "./lab.ts";

export interface Answer {
  readonly service: Service;
  readonly action: string;
  readonly answer: Record<string, unknown>;
}

/** Calls every action that is served at least once, with something in every list, and gives all the answers. */
export async function callEveryAction(plain: Lab): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  const lab: Lab = {
    ...plain,
    async call<T>(service: Service, action: string, request: object = {}) {
      const answer = await plain.call(service, action, request);
      answers.push({ service, action, answer });
      return answer as T;
    },
  };
  lab.emulator.setEndpoints({ cloudUrl: "http://127.0.0.1:1", kubeUrl: "https://127.0.0.1:2", kubeCaPem: "PEM" });
  const drill = await buildBaseDrill(lab);
  await vpcs(lab, drill);
  await templates(lab);
  await securityGroups(lab, drill);
  await interfaces(lab, drill);
  await tags(lab, drill);
  await clusters(lab, drill);
  await nodePools(lab, drill);
  await takeDown(lab, drill);
  return answers;
}

type Drill = Awaited<ReturnType<typeof buildBaseDrill>>;

async function vpcs(lab: Lab, { vpcId, subnetId }: Drill): Promise<void> {
  await lab.call("vpc", "ModifyVpcAttribute", { VpcId: vpcId, VpcName: "renamed" });
  await lab.call("vpc", "ModifySubnetAttribute", { SubnetId: subnetId, SubnetName: "renamed" });
  await lab.call("vpc", "DescribeVpcs", { VpcIds: [vpcId] });
  await lab.call("vpc", "DescribeSubnets", { Filters: [{ Name: "vpc-id", Values: [vpcId] }] });
  await lab.call("vpc", "DescribeRouteTables", { Filters: [{ Name: "vpc-id", Values: [vpcId] }] });
  await lab.call("cvm", "DescribeZones");
  await lab.call("cvm", "DescribeRegions");
  await lab.call("sts", "GetCallerIdentity");
}

async function templates(lab: Lab): Promise<void> {
  const { AddressTemplate } = await lab.call<{ AddressTemplate: { AddressTemplateId: string } }>(
    "vpc",
    "CreateAddressTemplate",
    {
      AddressTemplateName: "addresses",
      Addresses: ["10.0.35.23", "10.1.0.0/16", "10.2.0.1-10.2.0.9"],
    },
  );
  const { ServiceTemplate } = await lab.call<{ ServiceTemplate: { ServiceTemplateId: string } }>(
    "vpc",
    "CreateServiceTemplate",
    {
      ServiceTemplateName: "services",
      ServicesExtra: [{ Service: "tcp:80,443", Description: "web" }],
    },
  );
  const addressIds = [AddressTemplate.AddressTemplateId];
  const serviceIds = [ServiceTemplate.ServiceTemplateId];
  const { AddressTemplateGroup } = await lab.call<{ AddressTemplateGroup: { AddressTemplateGroupId: string } }>(
    "vpc",
    "CreateAddressTemplateGroup",
    { AddressTemplateGroupName: "address group", AddressTemplateIds: addressIds },
  );
  const { ServiceTemplateGroup } = await lab.call<{ ServiceTemplateGroup: { ServiceTemplateGroupId: string } }>(
    "vpc",
    "CreateServiceTemplateGroup",
    { ServiceTemplateGroupName: "service group", ServiceTemplateIds: serviceIds },
  );
  for (const kind of ["AddressTemplates", "AddressTemplateGroups", "ServiceTemplates", "ServiceTemplateGroups"]) {
    await lab.call("vpc", `Describe${kind}`, { Limit: "1" });
  }
  await lab.call("vpc", "DeleteAddressTemplateGroup", {
    AddressTemplateGroupId: AddressTemplateGroup.AddressTemplateGroupId,
  });
  await lab.call("vpc", "DeleteServiceTemplateGroup", {
    ServiceTemplateGroupId: ServiceTemplateGroup.ServiceTemplateGroupId,
  });
  await lab.call("vpc", "DeleteAddressTemplate", { AddressTemplateId: addressIds[0] });
  await lab.call("vpc", "DeleteServiceTemplate", { ServiceTemplateId: serviceIds[0] });
}

async function securityGroups(lab: Lab, { groupId }: Drill): Promise<void> {
  const rule = (Port: string) => ({ Protocol: "TCP", Port, CidrBlock: "10.0.0.0/8", Action: "ACCEPT" });
  const SecurityGroupId = groupId;
  const change = (action: string, SecurityGroupPolicySet: object) =>
    lab.call("vpc", action, { SecurityGroupId, SecurityGroupPolicySet });
  const { SecurityGroup } = await lab.call<{ SecurityGroup: { SecurityGroupId: string } }>(
    "vpc",
    "CreateSecurityGroupWithPolicies",
    {
      GroupName: "second",
      GroupDescription: "",
      SecurityGroupPolicySet: { Ingress: [{ SecurityGroupId: groupId, Action: "ACCEPT" }] },
      Tags: [{ Key: "owner", Value: "lab" }],
    },
  );
  await change("CreateSecurityGroupPolicies", { Ingress: [rule("80"), rule("81")] });
  await change("ReplaceSecurityGroupPolicy", { Ingress: [{ ...rule("82"), PolicyIndex: 1 }] });
  await change("ReplaceSecurityGroupPolicies", { Ingress: [{ ...rule("83"), PolicyIndex: 1 }] });
  await change("DeleteSecurityGroupPolicies", { Ingress: [{ PolicyIndex: 1 }] });
  await lab.call("vpc", "DescribeSecurityGroupPolicies", { SecurityGroupId });
  await lab.call("vpc", "DescribeSecurityGroups");
  await lab.call("vpc", "DescribeSecurityGroupLimits");
  await lab.call("vpc", "DescribeSecurityGroupReferences", { SecurityGroupIds: [groupId] });
  await lab.call("vpc", "DescribeSecurityGroupAssociationStatistics", { SecurityGroupIds: [groupId] });
  await lab.call("vpc", "ModifySecurityGroupAttribute", { SecurityGroupId, GroupName: "renamed" });
  await lab.call("vpc", "DeleteSecurityGroup", { SecurityGroupId: SecurityGroup.SecurityGroupId });
}

async function interfaces(lab: Lab, { groupId }: Drill): Promise<void> {
  const { NetworkInterfaceSet } = await lab.call<{
    NetworkInterfaceSet: { NetworkInterfaceId: string; Primary: boolean }[];
  }>("vpc", "DescribeNetworkInterfaces");
  const { NetworkInterfaceId } = NetworkInterfaceSet.find((eni) => !eni.Primary)!;
  const both = { NetworkInterfaceIds: [NetworkInterfaceId], SecurityGroupIds: [groupId] };
  await lab.call("vpc", "DisassociateNetworkInterfaceSecurityGroups", both);
  await lab.call("vpc", "AssociateNetworkInterfaceSecurityGroups", both);
  await lab.call("vpc", "ModifyNetworkInterfaceAttribute", { NetworkInterfaceId, NetworkInterfaceName: "renamed" });
  const { InstanceSet } = await lab.call<{ InstanceSet: { InstanceId: string }[] }>("cvm", "DescribeInstances");
  const instances = { InstanceIds: [InstanceSet[0]!.InstanceId], SecurityGroupIds: [groupId] };
  await lab.call("cvm", "DisassociateSecurityGroups", instances);
  await lab.call("cvm", "AssociateSecurityGroups", instances);
  await lab.call("cvm", "ModifyInstancesAttribute", { InstanceIds: instances.InstanceIds, SecurityGroups: [groupId] });
}

async function tags(lab: Lab, { groupId, clusterId }: Drill): Promise<void> {
  const name = (kind: string, id: string) => `qcs::cvm:ap-guangzhou:uin/${lab.account.uin}:${kind}/${id}`;
  const owner = [{ TagKey: "owner", TagValue: "lab" }];
  await lab.call("tag", "ModifyResourceTags", { Resource: name("sg", groupId), ReplaceTags: owner });
  await lab.call("tag", "TagResources", {
    ResourceList: [name("cluster", clusterId), name("sg", "sg-00000000")],
    Tags: owner,
  });
  await lab.call("tag", "DescribeResourceTagsByResourceIds", {
    ServiceType: "cvm",
    ResourcePrefix: "sg",
    ResourceIds: [groupId],
    ResourceRegion: "ap-guangzhou",
  });
}

async function clusters(lab: Lab, { clusterId: ClusterId, subnetId }: Drill): Promise<void> {
  for (const action of ["DescribeClusters", "DescribeClusterStatus"])
    await lab.call("tke", action, { ClusterIds: [ClusterId] });
  await lab.call("tke", "DescribeVersions");
  await lab.call("tke", "ModifyClusterAttribute", { ClusterId, ClusterName: "renamed" });
  await lab.call("tke", "CreateClusterEndpoint", { ClusterId, SubnetId: subnetId });
  const ofCluster = [
    "DescribeClusterInstances",
    "DescribeClusterKubeconfig",
    "DescribeClusterEndpoints",
    "DescribeClusterEndpointStatus",
    "DescribeClusterSecurity",
    "DescribeClusterExtraArgs",
    "DescribeClusterAsGroupOption",
    "DescribeClusterAuthenticationOptions",
    "DescribeClusterVirtualNode",
    "DescribeAddon",
    "DescribeIPAMD",
    "DescribeEnableVpcCniProgress",
  ];
  for (const action of ofCluster) await lab.call("tke", action, { ClusterId });
  await lab.call("tke", "DescribeLogSwitches", { ClusterIds: [ClusterId] });
  await lab.call("tke", "DeleteClusterEndpoint", { ClusterId });
  await lab.call("tke", "DescribeAddonValues", { ClusterId, AddonName: "eniipamd" });
  await lab.call("tke", "UpdateAddon", { ClusterId, AddonName: "eniipamd", RawValues: encodeBase64("{}") });
  await lab.call("tke", "EnableVpcCniNetworkType", {
    ClusterId,
    VpcCniType: "tke-route-eni",
    EnableStaticIp: false,
    Subnets: [subnetId],
  });
}

async function nodePools(
  lab: Lab,
  { clusterId: ClusterId, poolId: NodePoolId, subnetId, groupId }: Drill,
): Promise<void> {
  const { MachineType: _, ...changeable } = nativePool(subnetId, groupId);
  const taints = [{ Key: "drill", Value: "yes", Effect: "NoSchedule" }];
  await lab.call("tke2022", "ModifyNodePool", { ClusterId, NodePoolId, Taints: taints, Native: changeable });
  await lab.call("tke2022", "ScaleNodePool", { ClusterId, NodePoolId, Replicas: 1 });
  await lab.call("tke2022", "DescribeNodePools", { ClusterId });
  await lab.call("tke2022", "DescribeClusterMachines", { ClusterId });
  await lab.call("tke2022", "DeleteNodePool", { ClusterId, NodePoolId });
}

async function takeDown(lab: Lab, drill: Drill): Promise<void> {
  await lab.call("tke", "DeleteCluster", { ClusterId: drill.clusterId, InstanceDeleteMode: "terminate" });
  await lab.call("vpc", "DeleteSubnet", { SubnetId: drill.subnetId });
  await lab.call("vpc", "DeleteVpc", { VpcId: drill.vpcId });
}
