/**
 * The state that is handed from the control plane to the data plane, the diagram and the grader: plain JSON, from the
 * sandbox and from a real cluster alike. Everything in it is already parsed and canonical; nobody checks it again.
 */

/** An IPv4 or IPv6 address in canonical text: `10.0.35.23`, `fd00::1` (lower case, longest zero run compressed). */
export type Address = string;

/** A canonical block, host bits zero, prefix always written: `10.0.35.0/24`, `10.0.35.23/32`, `::/0`. */
export type Cidr = string;

/** As seen from the interface a group is bound to. */
export type Direction = "ingress" | "egress";

export type Action = "accept" | "drop";

/** Both ends included, 0–65535. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** What a rule lets by: a protocol, a protocol with destination ports, or a named list of those. */
export type Service =
  | { readonly kind: "protocol"; readonly protocol: "all" | "icmp" | "icmpv6" | "gre" }
  | { readonly kind: "ports"; readonly protocol: "tcp" | "udp"; readonly ports: "all" | readonly PortRange[] }
  | { readonly kind: "service-template"; readonly id: string };

/** The far end of a rule: the source for ingress, the destination for egress. */
export type Peer =
  | { readonly kind: "cidr"; readonly cidr: Cidr }
  | { readonly kind: "security-group"; readonly id: string }
  | { readonly kind: "address-template"; readonly id: string };

export interface Rule {
  readonly action: Action;
  readonly service: Service;
  readonly peer: Peer;
  readonly description?: string;
}

/** An ordered list a direction, index 0 decided first; no match is the implicit drop. */
export interface SecurityGroup {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
}

/** An address template (`ipm-…`) or template group (`ipmg-…`), already flattened to blocks. */
export interface AddressTemplate {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly Cidr[];
}

/** A service template (`ppm-…`) or template group (`ppmg-…`), already flattened. */
export interface ServiceTemplate {
  readonly id: string;
  readonly name: string;
  readonly services: readonly Exclude<Service, { kind: "service-template" }>[];
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  readonly cidr: Cidr;
  /** The VPC router's address in the subnet. */
  readonly gateway: Address;
  readonly cidr6?: Cidr;
}

/**
 * An elastic network interface attached to a node.
 *
 * `securityGroups` is in binding order, index 0 decided first. An empty list means that nothing filters this interface:
 * the state of a secondary ENI while the security-group feature of VPC-CNI is off.
 */
export interface Eni {
  readonly id: string;
  readonly primary: boolean;
  /** Position on the instance, 0 is the primary interface; the guest calls it `eth<deviceIndex>`. */
  readonly deviceIndex: number;
  readonly mac: string;
  readonly subnetId: string;
  /** Own address first, then the secondary addresses that Pods take. */
  readonly addresses: readonly Address[];
  readonly securityGroups: readonly string[];
}

export interface ClusterNode {
  /** Kubernetes name; on TKE the address of the primary interface. */
  readonly name: string;
  readonly instanceId: string;
  readonly address: Address;
  /** In device order: the primary interface first. */
  readonly enis: readonly Eni[];
}

export interface ContainerPort {
  readonly protocol: "tcp" | "udp";
  readonly port: number;
}

export interface Container {
  readonly name: string;
  readonly image: string;
  /** Replaces the image's entry point, as in a Pod spec. */
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Declared ports: documentation for Kubernetes, what listens for the simulated data plane. */
  readonly ports: readonly ContainerPort[];
}

/** A Pod that is bound to a node and has its addresses; one that waits for either isn't in the snapshot. */
export interface Pod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly nodeName: string;
  /** The secondary interface that owns the Pod's addresses. */
  readonly eniId: string;
  /** IPv4 first, at most one a family. */
  readonly addresses: readonly Address[];
  readonly containers: readonly Container[];
  /** Goes up when the containers must be started again; the data plane then replaces the running ones. */
  readonly incarnation: number;
}

export interface Snapshot {
  /** Grows with each commit of the account. */
  readonly revision: number;
  readonly region: string;
  readonly vpc: { readonly id: string; readonly name: string; readonly cidrs: readonly Cidr[] };
  readonly subnets: readonly Subnet[];
  readonly nodes: readonly ClusterNode[];
  readonly pods: readonly Pod[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly addressTemplates: readonly AddressTemplate[];
  readonly serviceTemplates: readonly ServiceTemplate[];
  /** `on`/`off`: the VPC-CNI add-on binds groups to secondary interfaces or doesn't; `unknown`: could not be read. */
  readonly eniSecurityGroups: "on" | "off" | "unknown";
}

/**
 * A new connection: a 5-tuple less the source port. `destinationPort` is null where the protocol has none. `other` stands for
 * every protocol that no rule can name (ESP, SCTP, …): only a rule for `all` matches it.
 */
export interface Flow {
  readonly protocol: "tcp" | "udp" | "icmp" | "icmpv6" | "gre" | "other";
  readonly source: Address;
  readonly destination: Address;
  readonly destinationPort: number | null;
}
