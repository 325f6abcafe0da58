/** The playbook's own network: one pool, so one subnet. */
const ONE_POOL = {
  region: "ap-guangzhou",
  vpc: { name: "podpath-vpc", cidr: "10.0.0.0/16" },
  subnets: ["10.0.35.0/24", "10.0.35.0/24"],
  nodes: ["10.0.35.139", "10.0.35.179"],
  pods: ["10.0.35.23", "10.0.35.150"],
  recreatedPodA: "10.0.35.4",
} as const;

/**
 * The drills as far as pictures need them; first what is Pod A's, then what is Pod B's. A test holds each against its scenario,
 * whose texts no page should load. Ids are only for show: the cloud hands out ids of this shape. `recreatedPodA` is the address
 * that Pod A gets when it is recreated.
 */
export const DRILLS = {
  "vpc-cni-pod-to-pod": {
    ...ONE_POOL,
    groups: [
      {
        id: "sg-ohuuioma",
        name: "deny-all-inbound",
        ingress: ["accept tcp 0.0.0.0/0 22"],
        egress: ["accept all 0.0.0.0/0 all"],
      },
    ],
    bound: ["sg-ohuuioma", "sg-ohuuioma"],
    port: 80,
    listens: 80,
    fix: { group: "sg-ohuuioma", direction: "ingress", rule: "accept tcp 10.0.35.23/32 80" },
  },
  "vpc-cni-pod-egress": {
    region: "ap-guangzhou",
    vpc: { name: "podpath-vpc", cidr: "10.0.0.0/16" },
    subnets: ["10.0.35.0/24", "10.0.36.0/24"],
    nodes: ["10.0.35.139", "10.0.36.179"],
    pods: ["10.0.35.23", "10.0.36.150"],
    recreatedPodA: "10.0.35.4",
    groups: [
      {
        id: "sg-a1c9x0tq",
        name: "clients-out-by-list",
        ingress: ["accept tcp 0.0.0.0/0 22"],
        egress: ["accept tcp 0.0.0.0/0 443", "accept udp 10.0.0.0/16 53"],
      },
      {
        id: "sg-b7m2k5re",
        name: "servers-in-by-list",
        ingress: ["accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.0/24 80"],
        egress: ["accept all 0.0.0.0/0 all"],
      },
    ],
    bound: ["sg-a1c9x0tq", "sg-b7m2k5re"],
    port: 80,
    listens: 80,
    fix: { group: "sg-a1c9x0tq", direction: "egress", rule: "accept tcp 10.0.36.150/32 80" },
  },
  "vpc-cni-nobody-listens": {
    ...ONE_POOL,
    groups: [
      {
        id: "sg-w3b8n1ka",
        name: "nodes-and-web",
        ingress: ["accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.0/24 80,8080"],
        egress: ["accept all 0.0.0.0/0 all"],
      },
    ],
    bound: ["sg-w3b8n1ka", "sg-w3b8n1ka"],
    port: 8080,
    listens: 80,
    fix: null,
  },
} as const;

export type DrillId = keyof typeof DRILLS;

export const DRILL_IDS = Object.keys(DRILLS) as DrillId[];
