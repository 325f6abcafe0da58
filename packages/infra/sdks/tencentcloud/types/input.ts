import type * as pulumi from "@pulumi/pulumi";

export interface SecurityGroupRuleSetIngress {
  /** `ACCEPT` or `DROP`. */
  action: pulumi.Input<string>;
  addressTemplateGroup?: pulumi.Input<string>;
  addressTemplateId?: pulumi.Input<string>;
  cidrBlock?: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  ipv6CidrBlock?: pulumi.Input<string>;
  /** `80`, `80,90`, `80-90` or `all`. */
  port?: pulumi.Input<string>;
  /** `TCP`, `UDP`, `ICMP`, `ICMPv6` or `ALL`. */
  protocol?: pulumi.Input<string>;
  serviceTemplateGroup?: pulumi.Input<string>;
  serviceTemplateId?: pulumi.Input<string>;
  /** The group at the far end, in both directions. */
  sourceSecurityId?: pulumi.Input<string>;
  policyIndex?: pulumi.Input<number>;
}

export interface SecurityGroupRuleSetEgress {
  /** `ACCEPT` or `DROP`. */
  action: pulumi.Input<string>;
  addressTemplateGroup?: pulumi.Input<string>;
  addressTemplateId?: pulumi.Input<string>;
  cidrBlock?: pulumi.Input<string>;
  description?: pulumi.Input<string>;
  ipv6CidrBlock?: pulumi.Input<string>;
  /** `80`, `80,90`, `80-90` or `all`. */
  port?: pulumi.Input<string>;
  /** `TCP`, `UDP`, `ICMP`, `ICMPv6` or `ALL`. */
  protocol?: pulumi.Input<string>;
  serviceTemplateGroup?: pulumi.Input<string>;
  serviceTemplateId?: pulumi.Input<string>;
  /** The group at the far end, in both directions. */
  sourceSecurityId?: pulumi.Input<string>;
  policyIndex?: pulumi.Input<number>;
}

export interface KubernetesNativeNodePoolAnnotation {
  name: pulumi.Input<string>;
  value: pulumi.Input<string>;
}

export interface KubernetesNativeNodePoolLabel {
  name: pulumi.Input<string>;
  value: pulumi.Input<string>;
}

export interface KubernetesNativeNodePoolTag {
  resourceType?: pulumi.Input<string>;
  tags?: pulumi.Input<pulumi.Input<KubernetesNativeNodePoolTagTag>[]>;
}

export interface KubernetesNativeNodePoolTagTag {
  key?: pulumi.Input<string>;
  value?: pulumi.Input<string>;
}

export interface KubernetesNativeNodePoolTaint {
  effect?: pulumi.Input<string>;
  key?: pulumi.Input<string>;
  value?: pulumi.Input<string>;
}

export interface KubernetesNativeNodePoolNative {
  /** `POSTPAID_BY_HOUR` or `PREPAID`. */
  instanceChargeType: pulumi.Input<string>;
  instanceTypes: pulumi.Input<pulumi.Input<string>[]>;
  /** In binding order, on the primary interface of each node. */
  securityGroupIds: pulumi.Input<pulumi.Input<string>[]>;
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  systemDisk: pulumi.Input<KubernetesNativeNodePoolNativeSystemDisk>;
  autoRepair?: pulumi.Input<boolean>;
  enableAutoscaling?: pulumi.Input<boolean>;
  healthCheckPolicyName?: pulumi.Input<string>;
  hostNamePattern?: pulumi.Input<string>;
  keyIds?: pulumi.Input<pulumi.Input<string>[]>;
  kubeletArgs?: pulumi.Input<pulumi.Input<string>[]>;
  /** `Native` (default) or `NativeCVM`. */
  machineType?: pulumi.Input<string>;
  replicas?: pulumi.Input<number>;
  runtimeRootDir?: pulumi.Input<string>;
  scaling?: pulumi.Input<KubernetesNativeNodePoolNativeScaling>;
}

export interface KubernetesNativeNodePoolNativeSystemDisk {
  /** GB. */
  diskSize: pulumi.Input<number>;
  diskType: pulumi.Input<string>;
}

export interface KubernetesNativeNodePoolNativeScaling {
  /** `ZoneEquality` or `ZonePriority`. */
  createPolicy?: pulumi.Input<string>;
  maxReplicas?: pulumi.Input<number>;
  minReplicas?: pulumi.Input<number>;
}
