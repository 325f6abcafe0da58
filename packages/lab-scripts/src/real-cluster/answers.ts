import type { CloudPolicySet } from "@podpath/access-path/formats";

/**
 * What the cloud's Describe* actions and the Kubernetes API answered about one cluster: the members that are read, in the
 * vendor's own spelling, and what could not be read. Nothing is decided here.
 */
export interface ClusterAnswers {
  readonly region: string;
  readonly cluster: CloudCluster;
  readonly vpc: CloudVpc | null;
  readonly subnets: readonly CloudSubnet[];
  /** Every interface of the VPC: those of nodes become the snapshot's, the others only say who else is bound to a group. */
  readonly interfaces: readonly CloudInterface[];
  readonly groups: readonly CloudGroup[];
  readonly addressTemplates: readonly CloudAddressTemplate[];
  readonly addressTemplateGroups: readonly CloudAddressTemplateGroup[];
  readonly serviceTemplates: readonly CloudServiceTemplate[];
  readonly serviceTemplateGroups: readonly CloudServiceTemplateGroup[];
  /** The JSON text of `DescribeAddonValues` for `eniipamd`; null: not readable. */
  readonly addonValues: string | null;
  readonly nodes: readonly KubeNode[];
  readonly pods: readonly KubePod[];
  readonly refused: readonly Refusal[];
}

/** A call that was refused and without which one can go on, seeing less. */
export interface Refusal {
  /** `vpc.DescribeAddressTemplates`, `kube.list pods` */
  readonly call: string;
  /** The vendor's code, `UnauthorizedOperation`; of Kubernetes the reason, `Forbidden`. */
  readonly code: string;
  readonly reason: string;
}

export interface CloudCluster {
  readonly ClusterId: string;
  readonly ClusterName?: string;
  readonly ClusterVersion?: string;
  readonly ClusterStatus?: string;
  /** JSON in a string. docs/facts.md#cluster-property */
  readonly Property?: string;
  readonly ClusterNetworkSettings?: {
    readonly VpcId?: string;
    readonly Subnets?: readonly string[] | null;
    /** Of Services; never part of the VPC's blocks unless somebody insisted. */
    readonly ServiceCIDR?: string;
  };
}

export interface CloudVpc {
  readonly VpcId: string;
  readonly VpcName: string;
  readonly CidrBlock: string;
  readonly AssistantCidrSet?: readonly { readonly CidrBlock: string }[] | null;
}

export interface CloudSubnet {
  readonly SubnetId: string;
  readonly SubnetName: string;
  readonly VpcId: string;
  readonly Zone: string;
  readonly CidrBlock: string;
  readonly Ipv6CidrBlock?: string | null;
  readonly AvailableIpAddressCount?: number;
  /** Empty: none is bound. docs/facts.md#network-acl */
  readonly NetworkAclId?: string | null;
}

export interface CloudInterface {
  readonly NetworkInterfaceId: string;
  readonly NetworkInterfaceName?: string;
  readonly VpcId: string;
  readonly SubnetId: string;
  /** In binding order. */
  readonly GroupSet: readonly string[] | null;
  readonly Primary: boolean;
  readonly MacAddress: string;
  readonly PrivateIpAddressSet: readonly { readonly PrivateIpAddress: string; readonly Primary?: boolean }[] | null;
  readonly Ipv6AddressSet?: readonly { readonly Address: string; readonly Primary?: boolean }[] | null;
  readonly Attachment?: { readonly InstanceId: string; readonly DeviceIndex: number } | null;
}

export interface CloudGroup {
  readonly SecurityGroupId: string;
  readonly SecurityGroupName: string;
  readonly policies: CloudPolicySet;
}

export interface CloudAddressTemplate {
  readonly AddressTemplateId: string;
  readonly AddressTemplateName: string;
  readonly AddressSet?: readonly string[] | null;
}

export interface CloudAddressTemplateGroup {
  readonly AddressTemplateGroupId: string;
  readonly AddressTemplateGroupName: string;
  readonly AddressTemplateIdSet?: readonly string[] | null;
}

export interface CloudServiceTemplate {
  readonly ServiceTemplateId: string;
  readonly ServiceTemplateName: string;
  readonly ServiceSet?: readonly string[] | null;
}

export interface CloudServiceTemplateGroup {
  readonly ServiceTemplateGroupId: string;
  readonly ServiceTemplateGroupName: string;
  readonly ServiceTemplateIdSet?: readonly string[] | null;
}

interface KubeMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
}

export interface KubeNode {
  readonly metadata: KubeMeta;
  readonly spec?: { readonly providerID?: string };
  readonly status?: {
    readonly addresses?: readonly { readonly type: string; readonly address: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
  };
}

export interface KubeContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  /** One of the three is there. */
  readonly state?: {
    readonly waiting?: { readonly reason?: string };
    readonly running?: object;
    readonly terminated?: { readonly reason?: string };
  };
}

export interface KubePod {
  readonly metadata: KubeMeta;
  readonly spec: {
    readonly nodeName?: string;
    readonly hostNetwork?: boolean;
    readonly containers: readonly {
      readonly name: string;
      readonly image: string;
      readonly command?: readonly string[];
      readonly args?: readonly string[];
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
      readonly ports?: readonly { readonly containerPort: number; readonly protocol?: string }[];
    }[];
  };
  readonly status?: {
    readonly phase?: string;
    readonly podIP?: string;
    /** Of the node. */
    readonly hostIP?: string;
    readonly reason?: string;
    readonly podIPs?: readonly { readonly ip: string }[];
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string }[];
    readonly containerStatuses?: readonly KubeContainerStatus[];
  };
}
