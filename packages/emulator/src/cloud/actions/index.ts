import type { Action } from "../action.ts";
import { associateNetworkInterfaceSecurityGroups } from "./AssociateNetworkInterfaceSecurityGroups.ts";
import { associateSecurityGroups } from "./AssociateSecurityGroups.ts";
import { createAddressTemplate } from "./CreateAddressTemplate.ts";
import { createAddressTemplateGroup } from "./CreateAddressTemplateGroup.ts";
import { createSecurityGroup } from "./CreateSecurityGroup.ts";
import { createSecurityGroupPolicies } from "./CreateSecurityGroupPolicies.ts";
import { createSecurityGroupWithPolicies } from "./CreateSecurityGroupWithPolicies.ts";
import { createServiceTemplate } from "./CreateServiceTemplate.ts";
import { createServiceTemplateGroup } from "./CreateServiceTemplateGroup.ts";
import { createSubnet } from "./CreateSubnet.ts";
import { createVpc } from "./CreateVpc.ts";
import { deleteAddressTemplate } from "./DeleteAddressTemplate.ts";
import { deleteAddressTemplateGroup } from "./DeleteAddressTemplateGroup.ts";
import { deleteSecurityGroup } from "./DeleteSecurityGroup.ts";
import { deleteSecurityGroupPolicies } from "./DeleteSecurityGroupPolicies.ts";
import { deleteServiceTemplate } from "./DeleteServiceTemplate.ts";
import { deleteServiceTemplateGroup } from "./DeleteServiceTemplateGroup.ts";
import { deleteSubnet } from "./DeleteSubnet.ts";
import { deleteVpc } from "./DeleteVpc.ts";
import { describeAddressTemplateGroups } from "./DescribeAddressTemplateGroups.ts";
import { describeAddressTemplates } from "./DescribeAddressTemplates.ts";
import { describeInstances } from "./DescribeInstances.ts";
import { describeNetworkInterfaces } from "./DescribeNetworkInterfaces.ts";
import { describeRegions } from "./DescribeRegions.ts";
import { describeResourceTagsByResourceIds } from "./DescribeResourceTagsByResourceIds.ts";
import { describeSecurityGroupAssociationStatistics } from "./DescribeSecurityGroupAssociationStatistics.ts";
import { describeSecurityGroupLimits } from "./DescribeSecurityGroupLimits.ts";
import { describeSecurityGroupPolicies } from "./DescribeSecurityGroupPolicies.ts";
import { describeSecurityGroupReferences } from "./DescribeSecurityGroupReferences.ts";
import { describeSecurityGroups } from "./DescribeSecurityGroups.ts";
import { describeServiceTemplateGroups } from "./DescribeServiceTemplateGroups.ts";
import { describeServiceTemplates } from "./DescribeServiceTemplates.ts";
import { describeSubnets } from "./DescribeSubnets.ts";
import { describeVpcs } from "./DescribeVpcs.ts";
import { describeZones } from "./DescribeZones.ts";
import { disassociateNetworkInterfaceSecurityGroups } from "./DisassociateNetworkInterfaceSecurityGroups.ts";
import { disassociateSecurityGroups } from "./DisassociateSecurityGroups.ts";
import { getCallerIdentity } from "./GetCallerIdentity.ts";
import { modifyInstancesAttribute } from "./ModifyInstancesAttribute.ts";
import { modifyNetworkInterfaceAttribute } from "./ModifyNetworkInterfaceAttribute.ts";
import { modifyResourceTags } from "./ModifyResourceTags.ts";
import { modifySecurityGroupAttribute } from "./ModifySecurityGroupAttribute.ts";
import { modifySecurityGroupPolicies } from "./ModifySecurityGroupPolicies.ts";
import { replaceSecurityGroupPolicies } from "./ReplaceSecurityGroupPolicies.ts";
import { replaceSecurityGroupPolicy } from "./ReplaceSecurityGroupPolicy.ts";
import { tagResources } from "./TagResources.ts";

/** Every action that this sandbox serves. */
export const ACTIONS: readonly Action[] = [
  associateNetworkInterfaceSecurityGroups,
  associateSecurityGroups,
  createAddressTemplate,
  createAddressTemplateGroup,
  createSecurityGroup,
  createSecurityGroupPolicies,
  createSecurityGroupWithPolicies,
  createServiceTemplate,
  createServiceTemplateGroup,
  createSubnet,
  createVpc,
  deleteAddressTemplate,
  deleteAddressTemplateGroup,
  deleteSecurityGroup,
  deleteSecurityGroupPolicies,
  deleteServiceTemplate,
  deleteServiceTemplateGroup,
  deleteSubnet,
  deleteVpc,
  describeAddressTemplateGroups,
  describeAddressTemplates,
  describeInstances,
  describeNetworkInterfaces,
  describeRegions,
  describeResourceTagsByResourceIds,
  describeSecurityGroupAssociationStatistics,
  describeSecurityGroupLimits,
  describeSecurityGroupPolicies,
  describeSecurityGroupReferences,
  describeSecurityGroups,
  describeServiceTemplateGroups,
  describeServiceTemplates,
  describeSubnets,
  describeVpcs,
  describeZones,
  disassociateNetworkInterfaceSecurityGroups,
  disassociateSecurityGroups,
  getCallerIdentity,
  modifyInstancesAttribute,
  modifyNetworkInterfaceAttribute,
  modifyResourceTags,
  modifySecurityGroupAttribute,
  modifySecurityGroupPolicies,
  replaceSecurityGroupPolicies,
  replaceSecurityGroupPolicy,
  tagResources,
];
