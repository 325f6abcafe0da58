/** Who a policy is for: who builds and works through a drill, who only looks and grades, who only explains a real time-out. */
export type PolicyRole = "learner" | "grader" | "diagnose";

/** `vpc:CreateVpc`: the service as CAM knows it, and the action. */
type CamAction = `${"vpc" | "cvm" | "tke" | "tag" | "sts"}:${string}`;

/**
 * The calls that each role makes. Held by a test against what the audit trail of a whole drill records: neither more nor fewer,
 * but for `ONLY_THE_PROVIDER`.
 */
export const CALLS: Readonly<Record<PolicyRole, readonly CamAction[]>> = {
  learner: [
    "sts:GetCallerIdentity",
    "cvm:DescribeRegions",
    "cvm:DescribeZones",
    "tke:CreateCluster",
    "tke:CreateClusterEndpoint",
    "tke:CreateNodePool",
    "tke:DeleteCluster",
    "tke:DeleteClusterEndpoint",
    "tke:DeleteNodePool",
    "tke:DescribeAddon",
    "tke:DescribeAddonValues",
    "tke:DescribeClusterEndpointStatus",
    "tke:DescribeClusterInstances",
    "tke:DescribeClusterKubeconfig",
    "tke:DescribeClusterMachines",
    "tke:DescribeClusters",
    "tke:DescribeNodePools",
    "tke:UpdateAddon",
    "vpc:CreateSecurityGroup",
    "vpc:CreateSecurityGroupPolicies",
    "vpc:CreateSubnet",
    "vpc:CreateVpc",
    "vpc:DeleteSecurityGroup",
    "vpc:DeleteSubnet",
    "vpc:DeleteVpc",
    "vpc:DescribeAddressTemplateGroups",
    "vpc:DescribeAddressTemplates",
    "vpc:DescribeNetworkInterfaces",
    "vpc:DescribeSecurityGroupAssociationStatistics",
    "vpc:DescribeSecurityGroupLimits",
    "vpc:DescribeSecurityGroupPolicies",
    "vpc:DescribeSecurityGroups",
    "vpc:DescribeServiceTemplateGroups",
    "vpc:DescribeServiceTemplates",
    "vpc:DescribeSubnets",
    "vpc:DescribeVpcs",
    "vpc:ModifySecurityGroupPolicies",
  ],
  grader: [
    "tke:DescribeAddonValues",
    "tke:DescribeClusterKubeconfig",
    "tke:DescribeClusterMachines",
    "tke:DescribeClusters",
    "vpc:DescribeAddressTemplateGroups",
    "vpc:DescribeAddressTemplates",
    "vpc:DescribeNetworkInterfaces",
    "vpc:DescribeSecurityGroupPolicies",
    "vpc:DescribeSecurityGroups",
    "vpc:DescribeServiceTemplateGroups",
    "vpc:DescribeServiceTemplates",
    "vpc:DescribeSubnets",
    "vpc:DescribeVpcs",
  ],
  diagnose: [
    "tke:DescribeAddonValues",
    "tke:DescribeClusters",
    "vpc:DescribeAddressTemplateGroups",
    "vpc:DescribeAddressTemplates",
    "vpc:DescribeNetworkInterfaces",
    "vpc:DescribeSecurityGroupPolicies",
    "vpc:DescribeSecurityGroups",
    "vpc:DescribeServiceTemplateGroups",
    "vpc:DescribeServiceTemplates",
    "vpc:DescribeSubnets",
    "vpc:DescribeVpcs",
  ],
};

/**
 * Calls that the Terraform provider or the way out makes, and that a drill with the stand-in does not: recorded where the provider
 * itself is run (tags, what it reads of a cluster), read from its source (an update in place, an import), or taken when something is
 * left over.
 */
export const ONLY_THE_PROVIDER: Readonly<Record<PolicyRole, readonly CamAction[]>> = {
  learner: [
    "tag:DescribeResourceTagsByResourceIds",
    "tag:ModifyResourceTags",
    "tke:DescribeClusterAsGroupOption",
    "tke:DescribeClusterAuthenticationOptions",
    "tke:DescribeClusterEndpoints",
    "tke:DescribeClusterExtraArgs",
    "tke:DescribeClusterSecurity",
    "tke:DescribeClusterVirtualNode",
    "tke:DescribeIPAMD",
    "tke:DescribeLogSwitches",
    "tke:ModifyNodePool",
    "vpc:DeleteSecurityGroupPolicies",
    "vpc:DescribeRouteTables",
    "vpc:DisassociateNetworkInterfaceSecurityGroups",
    "vpc:ModifyNetworkInterfaceAttribute",
    "vpc:ModifySubnetAttribute",
    "vpc:ModifyVpcAttribute",
    "vpc:ReplaceSecurityGroupPolicies",
  ],
  grader: [],
  diagnose: [],
};

/** A CAM policy, ready to paste. Resources stay `*`: what is made has no id yet, and Describe actions take none. */
export function camPolicy(role: PolicyRole) {
  const action = [...CALLS[role], ...ONLY_THE_PROVIDER[role]].toSorted();
  return { version: "2.0", statement: [{ effect: "allow", action, resource: ["*"] }] } as const;
}
