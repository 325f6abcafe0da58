import type { Address, Cidr } from "@podpath/access-path";

/** Milliseconds since 1970, UTC. */
export type Instant = number;

export interface VpcRecord {
  readonly id: string;
  readonly name: string;
  readonly cidr: Cidr;
  readonly createdAt: Instant;
}

export interface SubnetRecord {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: Cidr;
  readonly createdAt: Instant;
}

/**
 * A rule as it was given, checked and in the cloud's own spelling, so that it can be shown again unchanged. A member that
 * doesn't apply is an empty string, as in the cloud's answers. `wire.ts` turns it into access-path's `Rule`.
 */
export interface PolicyRecord {
  readonly protocol: "TCP" | "UDP" | "ICMP" | "ICMPV6" | "GRE" | "ALL" | "";
  /** `ALL`, `80`, `80,90`, `8000-8010`; empty where the protocol has none. */
  readonly port: string;
  readonly serviceId: string;
  readonly serviceGroupId: string;
  readonly cidr: string;
  readonly cidr6: string;
  readonly groupId: string;
  readonly addressId: string;
  readonly addressGroupId: string;
  readonly action: "ACCEPT" | "DROP";
  readonly description: string;
  readonly modifiedAt: Instant;
}

export interface SecurityGroupRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly projectId: string;
  readonly isDefault: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
  /** Goes up by one with each change of rules. */
  readonly version: number;
  readonly ingress: readonly PolicyRecord[];
  readonly egress: readonly PolicyRecord[];
}

export interface EniAddress {
  readonly address: Address;
  /** Of the interface itself; the others are its secondary addresses. */
  readonly primary: boolean;
  readonly description: string;
}

export interface EniRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  /** The instance's own interface, device 0. */
  readonly primary: boolean;
  readonly mac: string;
  readonly createdAt: Instant;
  /** In binding order. */
  readonly securityGroupIds: readonly string[];
  /** Own address first. */
  readonly addresses: readonly EniAddress[];
  readonly attachment: {
    readonly instanceId: string;
    readonly deviceIndex: number;
    readonly attachedAt: Instant;
  } | null;
}

/** A CVM instance. Its security groups are those of its primary interface. */
export interface InstanceRecord {
  readonly uuid: string;
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly instanceType: string;
  readonly cpu: number;
  /** GiB */
  readonly memory: number;
  readonly chargeType: string;
  readonly systemDisk: { readonly type: string; readonly sizeGiB: number };
  readonly createdAt: Instant;
  readonly clusterId: string;
}

/** One worker of a node pool: named `np-xxxxxxxx-yyyyy`, an instance, and a Kubernetes Node named by its address. */
export interface MachineRecord {
  readonly name: string;
  readonly clusterId: string;
  readonly nodePoolId: string;
  readonly instanceId: string;
  readonly address: Address;
  readonly zone: string;
  readonly createdAt: Instant;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: string;
}

/** A native node pool; `replicas` machines are made and removed by a controller. */
export interface NodePoolRecord {
  readonly id: string;
  readonly clusterId: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly deletionProtection: boolean;
  readonly unschedulable: boolean;
  /** What was asked for under `Native`, checked, in the cloud's spelling: shown again as it was given. */
  readonly native: Readonly<Record<string, unknown>> & {
    readonly SubnetIds: readonly string[];
    readonly SecurityGroupIds: readonly string[];
    readonly InstanceTypes: readonly string[];
  };
  readonly replicas: number;
  readonly deleting: boolean;
  readonly createdAt: Instant;
}

export interface ClusterRecord {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly version: string;
  readonly vpcId: string;
  readonly projectId: number;
  readonly level: string;
  readonly os: string;
  readonly containerRuntime: string;
  readonly runtimeVersion: string;
  readonly serviceCidr: Cidr;
  /** Subnets that secondary interfaces, and so Pods, live in; chosen by the node's zone. */
  readonly eniSubnetIds: readonly string[];
  readonly vpcCniType: "tke-route-eni" | "tke-direct-eni";
  readonly staticIps: boolean;
  readonly maxPodsPerNode: number;
  readonly maxServices: number;
  readonly kubeProxyMode: string;
  readonly deletionProtection: boolean;
  readonly endpoints: { readonly intranet: boolean; readonly internet: boolean };
  /** Bearer tokens of the Kubernetes API. */
  readonly tokens: { readonly learner: string; readonly grader: string };
  readonly createdAt: Instant;
}

/** An add-on of a cluster; `values` are its settings, over the defaults. */
export interface AddonRecord {
  readonly clusterId: string;
  readonly name: string;
  readonly version: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly createdAt: Instant;
}

/** Named blocks: `ipm-…`. Members are a block, an address or a range `10.0.0.1-10.0.0.9`, as they were given. */
export interface AddressTemplateRecord {
  readonly id: string;
  readonly name: string;
  readonly members: readonly TemplateMember[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Named services: `ppm-…`. Members are `tcp:80`, `tcp:80,443`, `udp:3000-3010`, `icmp:-`, as they were given. */
export type ServiceTemplateRecord = AddressTemplateRecord;

export interface TemplateMember {
  readonly text: string;
  readonly description: string;
  readonly updatedAt: Instant;
}

/** Several templates under one id: `ipmg-…`, `ppmg-…`. */
export interface TemplateGroupRecord {
  readonly id: string;
  readonly name: string;
  readonly templateIds: readonly string[];
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** All tags of one resource. */
export interface TagsRecord {
  readonly id: string;
  readonly tags: Readonly<Record<string, string>>;
}
