import { parseRule } from "../src/index.ts";
import type { ClusterNode, Eni, Pod, SecurityGroup, Snapshot } from "../src/index.ts";

/** A small cluster like the base drill's, for tests: two nodes, three Pods, dual stack. */

type Groups = Readonly<Record<string, { readonly ingress?: readonly string[]; readonly egress?: readonly string[] }>>;

export interface DrillOptions {
  /** Groups by id, rules in the one notation; `ingress` and `egress` default to accepting everything. */
  readonly groups?: Groups;
  /** Group ids on the secondary interfaces, index 0 first. */
  readonly bound?: { readonly a?: readonly string[]; readonly b?: readonly string[] };
  /** Group ids on both primary interfaces. */
  readonly primary?: readonly string[];
}

const EVERYTHING = ["accept all 0.0.0.0/0 all", "accept all ::/0 all"];

export const POD_A = "10.0.35.23";
export const POD_A2 = "10.0.35.24";
export const POD_B = "10.0.35.150";
export const NODE_A = "10.0.35.139";
export const NODE_B = "10.0.35.179";
export const SPARE_B = "10.0.35.152";
export const POD_A6 = "fd00:35::23";
export const POD_B6 = "fd00:35::150";

export function drill({ groups = {}, bound = {}, primary = ["sg-open"] }: DrillOptions = {}): Snapshot {
  const all: Groups = { "sg-open": {}, ...groups };
  const securityGroups: SecurityGroup[] = Object.entries(all).map(([id, lists]) => ({
    id,
    name: id,
    ingress: (lists.ingress ?? EVERYTHING).map(parseRule),
    egress: (lists.egress ?? EVERYTHING).map(parseRule),
  }));
  const nodeA = node(
    "a",
    NODE_A,
    primary,
    ["10.0.35.40", POD_A, POD_A2, "fd00:35::40", POD_A6],
    bound.a ?? ["sg-open"],
  );
  const nodeB = node(
    "b",
    NODE_B,
    primary,
    ["10.0.35.41", POD_B, SPARE_B, "fd00:35::41", POD_B6],
    bound.b ?? ["sg-open"],
  );
  return {
    revision: 1,
    region: "ap-guangzhou",
    vpc: { id: "vpc-drill001", name: "drill", cidrs: ["10.0.0.0/16", "fd00:35::/64"] },
    subnets: [
      {
        id: "subnet-drill01",
        name: "a",
        zone: "ap-guangzhou-6",
        cidr: "10.0.35.0/24",
        gateway: "10.0.35.1",
        cidr6: "fd00:35::/64",
      },
    ],
    nodes: [nodeA, nodeB],
    pods: [pod("a", nodeA, [POD_A, POD_A6]), pod("a2", nodeA, [POD_A2]), pod("b", nodeB, [POD_B, POD_B6])],
    securityGroups,
    addressTemplates: [
      { id: "ipm-client01", name: "clients", cidrs: [`${POD_A}/32`, "192.168.0.0/16", `${POD_A6}/128`] },
    ],
    serviceTemplates: [
      {
        id: "ppm-webports",
        name: "web",
        services: [
          { kind: "ports", protocol: "tcp", ports: [{ from: 80, to: 80 }] },
          { kind: "protocol", protocol: "icmp" },
        ],
      },
    ],
    eniSecurityGroups: "on",
  };
}

function node(
  key: string,
  address: string,
  primary: readonly string[],
  secondary: readonly string[],
  bound: readonly string[],
): ClusterNode {
  return {
    name: address,
    instanceId: `ins-node${key}`,
    address,
    enis: [eni(`eni-${key}0`, 0, [address], primary), eni(`eni-${key}1`, 1, secondary, bound)],
  };
}

function eni(id: string, deviceIndex: number, addresses: readonly string[], securityGroups: readonly string[]): Eni {
  return {
    id,
    primary: deviceIndex === 0,
    deviceIndex,
    mac: `52:54:00:00:00:0${deviceIndex}`,
    subnetId: "subnet-drill01",
    addresses,
    securityGroups,
  };
}

function pod(key: string, { name: nodeName, enis }: ClusterNode, addresses: readonly string[]): Pod {
  return {
    uid: `uid-${key}`,
    namespace: "default",
    name: `pod-${key}`,
    labels: { app: `my-app-${key}` },
    nodeName,
    eniId: enis.at(-1)?.id ?? "",
    addresses,
    containers: [{ name: "nginx", image: "nginx", env: {}, ports: [{ protocol: "tcp", port: 80 }] }],
    incarnation: 0,
  };
}
