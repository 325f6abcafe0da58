import type { Action } from "../action.ts";
import { associateNetworkInterfaceSecurityGroups } from "./AssociateNetworkInterfaceSecurityGroups.ts";
import { associateSecurityGroups } from "./AssociateSecurityGroups.ts";
import { createAddressTemplate } from "./CreateAddressTemplate.ts";
import { createAddressTemplateGroup } from "./CreateAddressTemplateGroup.ts";
import { createCluster } from "./CreateCluster.ts";
import { createClusterEndpoint } from "./CreateClusterEndpoint.ts";
import { createNodePool } from "./CreateNodePool.ts";
import { createSecurityGroup } from "./CreateSecurityGroup.ts";
import { createSecurityGroupPolicies } from "./CreateSecurityGroupPolicies.ts";
import { createSecurityGroupWithPolicies } from "./CreateSecurityGroupWithPolicies.ts";
import { createServiceTemplate } from "./CreateServiceTemplate.ts";
import { createServiceTemplateGroup } from "./CreateServiceTemplateGroup.ts";
import { createSubnet } from "./CreateSubnet.ts";
import { createVpc } from "./CreateVpc.ts";
import { deleteAddressTemplate } from "./DeleteAddressTemplate.ts";
import { deleteAddressTemplateGroup } from "./DeleteAddressTemplateGroup.ts";
import { deleteCluster } from "./DeleteCluster.ts";
import { deleteClusterEndpoint } from "./DeleteClusterEndpoint.ts";
import { deleteNodePool } from "./DeleteNodePool.ts";
import { deleteSecurityGroup } from "./DeleteSecurityGroup.ts";
import { deleteSecurityGroupPolicies } from "./DeleteSecurityGroupPolicies.ts";
import { deleteServiceTemplate } from "./DeleteServiceTemplate.ts";
import { deleteServiceTemplateGroup } from "./DeleteServiceTemplateGroup.ts";
import { deleteSubnet } from "./DeleteSubnet.ts";
import { deleteVpc } from "./DeleteVpc.ts";
import { describeAddon } from "./DescribeAddon.ts";
import { describeAddonValues } from "./DescribeAddonValues.ts";
import { describeAddressTemplateGroups } from "./DescribeAddressTemplateGroups.ts";
import { describeAddressTemplates } from "./DescribeAddressTemplates.ts";
import { describeClusterAsGroupOption } from "./DescribeClusterAsGroupOption.ts";
import { describeClusterAuthenticationOptions } from "./DescribeClusterAuthenticationOptions.ts";
import { describeClusterEndpointStatus } from "./DescribeClusterEndpointStatus.ts";
import { describeClusterEndpoints } from "./DescribeClusterEndpoints.ts";
import { describeClusterExtraArgs } from "./DescribeClusterExtraArgs.ts";
import { describeClusterInstances } from "./DescribeClusterInstances.ts";
import { describeClusterKubeconfig } from "./DescribeClusterKubeconfig.ts";
import { describeClusterMachines } from "./DescribeClusterMachines.ts";
import { describeClusterSecurity } from "./DescribeClusterSecurity.ts";
import { describeClusterStatus } from "./DescribeClusterStatus.ts";
import { describeClusterVirtualNode } from "./DescribeClusterVirtualNode.ts";
import { describeClusters } from "./DescribeClusters.ts";
import { describeEnableVpcCniProgress } from "./DescribeEnableVpcCniProgress.ts";
import { describeIpamd } from "./DescribeIPAMD.ts";
import { describeInstances } from "./DescribeInstances.ts";
import { describeLogSwitches } from "./DescribeLogSwitches.ts";
import { describeNetworkInterfaces } from "./DescribeNetworkInterfaces.ts";
import { describeNodePools } from "./DescribeNodePools.ts";
import { describeRegions } from "./DescribeRegions.ts";
import { describeResourceTagsByResourceIds } from "./DescribeResourceTagsByResourceIds.ts";
import { describeRouteTables } from "./DescribeRouteTables.ts";
import { describeSecurityGroupAssociationStatistics } from "./DescribeSecurityGroupAssociationStatistics.ts";
import { describeSecurityGroupLimits } from "./DescribeSecurityGroupLimits.ts";
import { describeSecurityGroupPolicies } from "./DescribeSecurityGroupPolicies.ts";
import { describeSecurityGroupReferences } from "./DescribeSecurityGroupReferences.ts";
import { describeSecurityGroups } from "./DescribeSecurityGroups.ts";
import { describeServiceTemplateGroups } from "./DescribeServiceTemplateGroups.ts";
import { describeServiceTemplates } from "./DescribeServiceTemplates.ts";
import { describeSubnets } from "./DescribeSubnets.ts";
import { describeVersions } from "./DescribeVersions.ts";
import { describeVpcs } from "./DescribeVpcs.ts";
import { describeZones } from "./DescribeZones.ts";
import { disassociateNetworkInterfaceSecurityGroups } from "./DisassociateNetworkInterfaceSecurityGroups.ts";
import { disassociateSecurityGroups } from "./DisassociateSecurityGroups.ts";
import { enableVpcCniNetworkType } from "./EnableVpcCniNetworkType.ts";
import { getCallerIdentity } from "./GetCallerIdentity.ts";
import { installAddon } from "./InstallAddon.ts";
import { modifyClusterAttribute } from "./ModifyClusterAttribute.ts";
import { modifyInstancesAttribute } from "./ModifyInstancesAttribute.ts";
import { modifyNetworkInterfaceAttribute } from "./ModifyNetworkInterfaceAttribute.ts";
import { modifyNodePool } from "./ModifyNodePool.ts";
import { modifyResourceTags } from "./ModifyResourceTags.ts";
import { modifySecurityGroupAttribute } from "./ModifySecurityGroupAttribute.ts";
import { modifySecurityGroupPolicies } from "./ModifySecurityGroupPolicies.ts";
import { modifySubnetAttribute } from "./ModifySubnetAttribute.ts";
import { modifyVpcAttribute } from "./ModifyVpcAttribute.ts";
import { replaceSecurityGroupPolicies } from "./ReplaceSecurityGroupPolicies.ts";
import { replaceSecurityGroupPolicy } from "./ReplaceSecurityGroupPolicy.ts";
import { scaleNodePool } from "./ScaleNodePool.ts";
import { tagResources } from "./TagResources.ts";
import { updateAddon } from "./UpdateAddon.ts";

/** Every action that this sandbox serves. */
export const ACTIONS: readonly Action[] = [
  associateNetworkInterfaceSecurityGroups,
  associateSecurityGroups,
  createAddressTemplate,
  createAddressTemplateGroup,
  createCluster,
  createClusterEndpoint,
  createNodePool,
  createSecurityGroup,
  createSecurityGroupPolicies,
  createSecurityGroupWithPolicies,
  createServiceTemplate,
  createServiceTemplateGroup,
  createSubnet,
  createVpc,
  deleteAddressTemplate,
  deleteAddressTemplateGroup,
  deleteCluster,
  deleteClusterEndpoint,
  deleteNodePool,
  deleteSecurityGroup,
  deleteSecurityGroupPolicies,
  deleteServiceTemplate,
  deleteServiceTemplateGroup,
  deleteSubnet,
  deleteVpc,
  describeAddon,
  describeAddonValues,
  describeAddressTemplateGroups,
  describeAddressTemplates,
  describeClusterAsGroupOption,
  describeClusterAuthenticationOptions,
  describeClusterEndpointStatus,
  describeClusterEndpoints,
  describeClusterExtraArgs,
  describeClusterInstances,
  describeClusterKubeconfig,
  describeClusterMachines,
  describeClusterSecurity,
  describeClusterStatus,
  describeClusterVirtualNode,
  describeClusters,
  describeEnableVpcCniProgress,
  describeIpamd,
  describeInstances,
  describeLogSwitches,
  describeNetworkInterfaces,
  describeNodePools,
  describeRegions,
  describeResourceTagsByResourceIds,
  describeRouteTables,
  describeSecurityGroupAssociationStatistics,
  describeSecurityGroupLimits,
  describeSecurityGroupPolicies,
  describeSecurityGroupReferences,
  describeSecurityGroups,
  describeServiceTemplateGroups,
  describeServiceTemplates,
  describeSubnets,
  describeVersions,
  describeVpcs,
  describeZones,
  disassociateNetworkInterfaceSecurityGroups,
  disassociateSecurityGroups,
  enableVpcCniNetworkType,
  getCallerIdentity,
  installAddon,
  modifyClusterAttribute,
  modifyInstancesAttribute,
  modifyNetworkInterfaceAttribute,
  modifyNodePool,
  modifyResourceTags,
  modifySecurityGroupAttribute,
  modifySecurityGroupPolicies,
  modifySubnetAttribute,
  modifyVpcAttribute,
  replaceSecurityGroupPolicies,
  replaceSecurityGroupPolicy,
  scaleNodePool,
  tagResources,
  updateAddon,
];
