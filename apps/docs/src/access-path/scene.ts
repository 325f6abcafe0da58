import {
  parseRule,
  type ClusterNode,
  type Eni,
  type Flow,
  type Pod,
  type Snapshot,
  type Subnet,
} from "@podpath/access-path";
import { DRILLS } from "./drills.ts";
import type { Actor, Lesson } from "./lesson.ts";

/** A snapshot and who plays which part in it: what the picture is drawn from, whether the snapshot is made up or real. */
export interface Scene {
  readonly snapshot: Snapshot;
  readonly podA: Pod;
  readonly podB: Pod;
  readonly nodeA: ClusterNode;
  /** The other node; Pod B may still be on node A. */
  readonly nodeB: ClusterNode;
}

/** Lay a lesson out as an account would be: the drill's network, the lesson's groups and bindings. */
export function sceneOf(lesson: Lesson): Scene {
  const { region, vpc, subnets, nodes, pods, recreatedPodA, listens } = DRILLS[lesson.drill];
  const podAAddress = lesson.podAIs === "first" ? pods[0] : recreatedPodA;
  const podBAddress = pods[1];
  const onNodeA = lesson.podBOn === "nodeA" ? [podAAddress, podBAddress] : [podAAddress];
  const onNodeB = lesson.podBOn === "nodeA" ? [] : [podBAddress];
  const nodeA = makeNode("a", nodes[0], onNodeA, lesson.boundA, lesson.primaryA, lesson.feature);
  const nodeB = makeNode("b", nodes[1], onNodeB, lesson.boundB, lesson.primaryB, lesson.feature);
  const hostOfB = lesson.podBOn === "nodeA" ? nodeA : nodeB;
  const podA = makePod("a", "my-deployment", "my-app1", podAAddress, nodeA, listens);
  const podB = makePod("b", "my-deployment2", "my-app2", podBAddress, hostOfB, listens);
  const snapshot: Snapshot = {
    revision: 1,
    region,
    vpc: { id: "vpc-f1xjkw1b", name: vpc.name, cidrs: [vpc.cidr] },
    subnets: [...new Set(subnets)].map(makeSubnet),
    nodes: [nodeA, nodeB],
    pods: [podA, podB],
    securityGroups: lesson.groups.map((group) => ({
      ...group,
      ingress: group.ingress.map(parseRule),
      egress: group.egress.map(parseRule),
    })),
    addressTemplates: [],
    serviceTemplates: [],
    eniSecurityGroups: lesson.feature,
  };
  return { snapshot, podA, podB, nodeA, nodeB };
}

/** The connection that the lesson asks about. */
export function flowOf(lesson: Lesson, scene: Scene): Flow {
  const { from, to, protocol, port } = lesson.flow;
  const destinationPort = protocol === "icmp" ? null : port;
  return { protocol, source: addressOf(from, scene), destination: addressOf(to, scene), destinationPort };
}

export function addressOf(actor: Actor, scene: Scene): string {
  switch (actor) {
    case "podA":
    case "podB":
      return scene[actor].addresses[0]!;
    case "nodeA":
    case "nodeB":
      return scene[actor].address;
    default:
      return actor satisfies never;
  }
}

/** Only a picture: the cloud hands out ids of this shape. */
const ENI_IDS = {
  a: { primary: "eni-2rw6k0da", secondary: "eni-5k56k7k7" },
  b: { primary: "eni-8c1n4vzb", secondary: "eni-f1xjkw1b" },
} as const;

/** A secondary interface's own address, by node: any free one of the subnet will do. */
const ENI_ADDRESS = { a: "10.0.35.12", b: "10.0.35.13" } as const;

function makeSubnet(cidr: string, index: number): Subnet {
  const gateway = cidr.replace(/\.0\/24$/, ".1");
  return { id: `subnet-8kd2mzq${index}`, name: `subnet-${index}`, zone: `ap-guangzhou-${index + 3}`, cidr, gateway };
}

function makeNode(
  key: "a" | "b",
  address: string,
  podAddresses: readonly string[],
  bound: readonly string[],
  boundPrimary: readonly string[],
  feature: Lesson["feature"],
): ClusterNode {
  const secondary = feature === "off" ? [] : bound;
  const enis = [
    makeEni(ENI_IDS[key].primary, 0, [address], boundPrimary),
    makeEni(ENI_IDS[key].secondary, 1, [ENI_ADDRESS[key], ...podAddresses], secondary),
  ];
  return { name: address, instanceId: `ins-native0${key}`, address, enis };
}

function makeEni(id: string, deviceIndex: number, addresses: readonly string[], groups: readonly string[]): Eni {
  const mac = `20:90:6f:00:00:0${deviceIndex}`;
  return {
    id,
    primary: deviceIndex === 0,
    deviceIndex,
    mac,
    subnetId: "subnet-8kd2mzq0",
    addresses,
    securityGroups: groups,
  };
}

function makePod(key: string, name: string, app: string, address: string, node: ClusterNode, port: number): Pod {
  return {
    uid: `pod-${key}`,
    namespace: "default",
    name,
    labels: { app },
    nodeName: node.name,
    eniId: node.enis[1]!.id,
    addresses: [address],
    containers: [{ name: "nginx", image: "nginx:latest", env: {}, ports: [{ protocol: "tcp", port }] }],
    incarnation: 1,
  };
}
