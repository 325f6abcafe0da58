export interface SecurityGroupRuleSetIngress {
  action: string;
  addressTemplateGroup?: string;
  addressTemplateId?: string;
  cidrBlock?: string;
  description?: string;
  ipv6CidrBlock?: string;
  port?: string;
  protocol?: string;
  serviceTemplateGroup?: string;
  serviceTemplateId?: string;
  sourceSecurityId?: string;
  policyIndex: number;
}

export interface SecurityGroupRuleSetEgress {
  action: string;
  addressTemplateGroup?: string;
  addressTemplateId?: string;
  cidrBlock?: string;
  description?: string;
  ipv6CidrBlock?: string;
  port?: string;
  protocol?: string;
  serviceTemplateGroup?: string;
  serviceTemplateId?: string;
  sourceSecurityId?: string;
  policyIndex: number;
}

export interface KubernetesNativeNodePoolAnnotation {
  name: string;
  value: string;
}

export interface KubernetesNativeNodePoolLabel {
  name: string;
  value: string;
}

export interface KubernetesNativeNodePoolTag {
  resourceType?: string;
  tags?: KubernetesNativeNodePoolTagTag[];
}

export interface KubernetesNativeNodePoolTagTag {
  key?: string;
  value?: string;
}

export interface KubernetesNativeNodePoolTaint {
  effect?: string;
  key?: string;
  value?: string;
}

export interface KubernetesNativeNodePoolNative {
  instanceChargeType: string;
  instanceTypes: string[];
  securityGroupIds: string[];
  subnetIds: string[];
  systemDisk: KubernetesNativeNodePoolNativeSystemDisk;
  autoRepair?: boolean;
  enableAutoscaling?: boolean;
  healthCheckPolicyName?: string;
  hostNamePattern?: string;
  keyIds?: string[];
  kubeletArgs?: string[];
  machineType?: string;
  replicas?: number;
  runtimeRootDir?: string;
  scaling?: KubernetesNativeNodePoolNativeScaling;
}

export interface KubernetesNativeNodePoolNativeSystemDisk {
  diskSize: number;
  diskType: string;
}

export interface KubernetesNativeNodePoolNativeScaling {
  createPolicy?: string;
  maxReplicas?: number;
  minReplicas?: number;
}
