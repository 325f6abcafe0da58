import type { Flow, Pod, Snapshot } from "@podpath/access-path";
import * as fc from "fast-check";
import { address6Of, baseDrill, group, node, pod } from "./base-drill.ts";

/** Rules in a cluster, and the flows to try in it. */
export interface ConformanceWorld {
  readonly what: string;
  readonly snapshot: Snapshot;
  readonly flows: readonly Flow[];
}

const A = "10.0.35.23";
/** On the same node as A. */
const C = "10.0.35.24";
const B = "10.0.35.150";
const [NODE_A, NODE_B] = ["10.0.35.139", "10.0.35.179"];
/** The own address of a secondary interface; no Pod has it. */
const SPARE = "10.0.35.180";
const UNKNOWN = "10.0.35.99";
const INTERNET = "203.0.113.7";

const SERVICES: readonly Pick<Flow, "protocol" | "destinationPort">[] = [
  ...[22, 80, 443, 8005].map((destinationPort) => ({ protocol: "tcp" as const, destinationPort })),
  ...[53, 80, 8005].map((destinationPort) => ({ protocol: "udp" as const, destinationPort })),
  { protocol: "icmp", destinationPort: null },
];

/** Every service from each of these to each of those. */
function flows(sources: readonly string[], destinations: readonly string[]): readonly Flow[] {
  return sources.flatMap((source) =>
    destinations
      .filter((destination) => destination !== source)
      .flatMap((destination) => SERVICES.map((service) => flow(service, source, destination))),
  );
}

function flow(service: (typeof SERVICES)[0], source: string, destination: string): Flow {
  const protocol = service.protocol === "icmp" && source.includes(":") ? "icmpv6" : service.protocol;
  return { ...service, protocol, source, destination };
}

const TO_EVERYBODY = flows([A, B], [A, B, C, NODE_A, NODE_B, SPARE, UNKNOWN, INTERNET]);
const BETWEEN_PODS = flows([A, C, B, NODE_A], [A, B, NODE_B]);
const BETWEEN_PODS_6 = flows([A, B].map(address6Of), [A, B, C].map(address6Of));

/** The base drill with a third Pod; `groups` by interface, `sg-drill001` where none is said. */
function cluster(change: Partial<Snapshot>, groups: Readonly<Record<string, readonly string[]>> = {}): Snapshot {
  const nodes = [node("a", NODE_A, [A, C]), node("b", NODE_B, [B])].map((each) => ({
    ...each,
    enis: each.enis.map((eni) => ({ ...eni, securityGroups: groups[eni.id] ?? eni.securityGroups })),
  }));
  const pods: readonly Pod[] = [...baseDrill().pods, pod("c", C, NODE_A)];
  return baseDrill({ nodes, pods, ...change });
}

const OUT = ["accept all 0.0.0.0/0", "accept all ::/0"];

const TOLD: readonly ConformanceWorld[] = [
  {
    what: "the drill as it is found: only port 22 comes in",
    snapshot: cluster({}),
    flows: [...TO_EVERYBODY, ...BETWEEN_PODS_6],
  },
  {
    what: "order, prefixes, port lists and ranges, drops among accepts",
    snapshot: cluster({
      securityGroups: [
        group(
          "sg-drill001",
          [
            "drop tcp 10.0.35.23/32 443",
            "accept tcp 10.0.35.0/28 80",
            "accept tcp 10.0.35.16/29 80,443,8000-8010",
            "drop udp 0.0.0.0/0 8000-8004,8006-9000",
            "accept udp 10.0.0.0/16 53,8000-9000",
            "accept icmp 10.0.35.23/32",
            "drop all 10.0.35.24/32",
            "accept all 10.0.35.139/32",
            "accept tcp ::/0 80",
            "accept icmpv6 fd00:35::/64",
          ],
          [
            "drop tcp 10.0.35.179/32 22",
            "drop icmp 203.0.113.0/24",
            "accept all 0.0.0.0/0",
            "drop udp ::/0 53",
            "accept all ::/0",
          ],
        ),
      ],
    }),
    flows: [...TO_EVERYBODY, ...BETWEEN_PODS, ...BETWEEN_PODS_6],
  },
  {
    what: "several groups on an interface, one of them bound twice, one empty",
    snapshot: cluster(
      {
        securityGroups: [
          group("sg-drill001", ["accept tcp 0.0.0.0/0 22"], OUT),
          group("sg-first", ["drop tcp 10.0.35.23/32 80", "accept udp 0.0.0.0/0 53"], ["drop udp 0.0.0.0/0 8005"]),
          group(
            "sg-second",
            ["accept all 0.0.0.0/0", "accept tcp ::/0 80"],
            ["accept tcp 0.0.0.0/0 all", "accept icmp 0.0.0.0/0"],
          ),
          group("sg-empty", [], []),
        ],
      },
      {
        "eni-seconda": ["sg-empty", "sg-first", "sg-second", "sg-first"],
        "eni-secondb": ["sg-first", "sg-empty", "sg-second"],
        "eni-primaryb": ["sg-empty"],
      },
    ),
    flows: [...BETWEEN_PODS, ...BETWEEN_PODS_6],
  },
  {
    what: "groups as peers, templates of addresses and services, the same rule twice, an unfiltered interface",
    snapshot: cluster(
      {
        securityGroups: [
          group("sg-drill001", ["accept tcp sg-peer 22", "accept tcp sg-peer 22", "accept icmp sg-drill001"], OUT),
          group(
            "sg-target",
            [
              "accept ppm-web0001 ipm-both001",
              "drop all sg-drill001",
              "accept udp ipm-both001 all",
              "accept all sg-peer",
            ],
            ["accept all ipm-every01"],
          ),
          group(
            "sg-peer",
            ["accept tcp ipm-nobody1 all"],
            ["accept ppm-web0001 sg-target", "accept udp 0.0.0.0/0 all"],
          ),
        ],
        addressTemplates: [
          {
            id: "ipm-both001",
            name: "both",
            cidrs: ["10.0.35.16/28", "10.0.35.23/32", "fd00:35::23/128", "10.0.35.139/32"],
          },
          { id: "ipm-every01", name: "everybody", cidrs: ["10.0.35.0/24", "0.0.0.0/0", "::/0"] },
          { id: "ipm-nobody1", name: "nobody", cidrs: [] },
        ],
        serviceTemplates: [
          {
            id: "ppm-web0001",
            name: "web",
            services: [
              {
                kind: "ports",
                protocol: "tcp",
                ports: [
                  { from: 80, to: 80 },
                  { from: 79, to: 81 },
                  { from: 443, to: 443 },
                ],
              },
              { kind: "ports", protocol: "udp", ports: [{ from: 53, to: 53 }] },
              { kind: "protocol", protocol: "icmp" },
            ],
          },
        ],
      },
      { "eni-seconda": ["sg-peer"], "eni-secondb": ["sg-target"], "eni-primaryb": [] },
    ),
    flows: [...BETWEEN_PODS, ...BETWEEN_PODS_6],
  },
];

const BLOCKS = [
  "0.0.0.0/0",
  "10.0.0.0/16",
  "10.0.35.0/24",
  "10.0.35.16/28",
  `${A}/32`,
  `${C}/32`,
  `${B}/32`,
  "10.0.35.128/25",
];
const RULE = fc
  .record({
    action: fc.constantFrom("accept", "drop"),
    peer: fc.constantFrom(...BLOCKS, "sg-rand0000", "sg-rand0001", "fd00:35::/64", `${address6Of(A)}/128`),
    service: fc.constantFrom("tcp", "udp", "icmp", "all"),
    ports: fc.constantFrom("all", "80", "22,443", "1-8004", "53,8000-8010"),
  })
  .map(({ action, peer, service, ports }) => {
    const named = service === "icmp" && peer.includes(":") ? "icmpv6" : service;
    return `${action} ${named} ${peer} ${service === "tcp" || service === "udp" ? ports : "all"}`;
  });
const RULES = fc.array(RULE, { maxLength: 8 });
const BINDING = fc.uniqueArray(fc.constantFrom("sg-rand0000", "sg-rand0001", "sg-rand0002"), { maxLength: 3 });

/** Rules that nobody thought of; the seed makes them the same every time. */
function randomWorld(seed: number): ConformanceWorld {
  const groupRules = fc.tuple(RULES, RULES);
  const cases = fc.tuple(fc.tuple(groupRules, groupRules, groupRules), BINDING, BINDING);
  const [lists, atA, atB] = fc.sample(cases, { seed, numRuns: 1 })[0]!;
  const securityGroups = lists.map(([ingress, egress], index) => group(`sg-rand000${index}`, ingress, egress));
  const primary = { "eni-primarya": ["sg-rand0001"], "eni-primaryb": ["sg-rand0002"] };
  return {
    what: `random rules, seed ${seed}`,
    snapshot: cluster({ securityGroups }, { ...primary, "eni-seconda": atA, "eni-secondb": atB }),
    flows: [...flows([A, C], [B, NODE_B]), ...BETWEEN_PODS_6],
  };
}

export const WORLDS: readonly ConformanceWorld[] = [...TOLD, ...[11, 22, 33, 44].map(randomWorld)];
