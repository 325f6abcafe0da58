import type { GroupSpec, RuleText } from "../../scenario.ts";
import { draw } from "./draw.ts";
import type { Draw } from "./draw.ts";
import type { App, Facts, Place } from "./facts.ts";
import type { Side } from "./side.ts";

/** What a seed decides about a drill. */
export interface Variation {
  readonly facts: Facts;
  readonly side: Side;
}

const TEAMS = ["orders", "billing", "search", "media", "profile", "ledger", "mailer", "catalog"] as const;
const NETWORKS = ["prod", "staging", "blue", "green", "east", "core"] as const;
/** Where bitnami's nginx may listen, besides 80 of the plain one. */
const PORTS = [80, 8080, 8081, 8443, 9090, 5000, 3000, 7070] as const;

/**
 * A drill's facts by a seed: names, blocks, addresses, ports, the order of nodes, decoy groups and rules, whether a rule drops or
 * none accepts, and, where the drill leaves it open, which side is at fault. The same seed gives the same drill, everywhere.
 *
 * @param side of the drill; `any` lets the seed choose
 */
export function varyFacts(seed: number, side: Side | "any", lasting: boolean | "any"): Variation {
  const pick = draw(seed);
  const chosen: Side = side === "any" ? pick.one(["ingress", "egress"] as const) : side;
  const [team, other] = pick.some(TEAMS, 2) as [string, string];
  const vpc = {
    name: `${pick.one(NETWORKS)}-vpc`,
    cidr: pick.one([`10.${pick.between(1, 250)}.0.0/16`, `172.${pick.between(20, 31)}.0.0/16`, "192.168.0.0/16"]),
  };
  const places = placesOf(pick, vpc.cidr, chosen === "egress" ? 2 : 1);
  const port = chosen === "none" ? pick.one(PORTS.slice(1)) : pick.one(PORTS);
  const dropsByRule = chosen !== "none" && pick.chance(0.3);
  const common = {
    vpc,
    cluster: `${team}-cluster`,
    a: appOf(`${team}-client`, pick.one(["app", "main", "client"]), 80),
    b: appOf(`${other}-api`, pick.one(["web", "server", "api"]), chosen === "none" ? 80 : port),
    port,
    poolLabel: [`${team}/pool`, "native"] as const,
    places,
    groupNames: groupNamesOf(pick, places.length),
    dropsByRule,
    lasting: chosen !== "none" && (lasting === "any" ? pick.chance(0.25) : lasting),
    decoys: decoyGroups(pick),
  };
  return { side: chosen, facts: { ...common, faulty: faultyRules(pick, common, chosen) } };
}

function placesOf(pick: Draw, vpc: string, count: 1 | 2): Facts["places"] {
  const [a, b] = vpc.split(".") as [string, string];
  const thirds = pick.some(
    Array.from({ length: 200 }, (_, index) => index + 10),
    count,
  );
  const place = (third: number, key: string, zone: string, each: 1 | 2): Place => {
    const hosts = pick.some(
      Array.from({ length: 240 }, (_, index) => index + 10),
      each * 2,
    );
    const addresses = hosts.map((host) => `${a}.${b}.${third}.${host}`);
    const subnet = { key, name: `${key}-${third}`, zone, cidr: `${a}.${b}.${third}.0/24` };
    return { subnet, nodes: addresses.slice(0, each), pods: addresses.slice(each) };
  };
  return count === 1
    ? [place(thirds[0]!, "containers", "ap-guangzhou-3", 2)]
    : [place(thirds[0]!, "clients", "ap-guangzhou-3", 1), place(thirds[1]!, "servers", "ap-guangzhou-4", 1)];
}

/** The plain image listens on 80 alone; bitnami's takes its port from the environment. */
function appOf(deployment: string, container: string, listens: number): App {
  const [image, env] =
    listens === 80 ? ["nginx:latest", {}] : ["bitnami/nginx:latest", { NGINX_HTTP_PORT_NUMBER: String(listens) }];
  return { deployment, label: deployment, container, image, env, listens };
}

function groupNamesOf(pick: Draw, count: 1 | 2): Facts["groupNames"] {
  const number = pick.between(10, 99);
  return count === 1 ? [`nodes-baseline-${number}`] : [`clients-baseline-${number}`, `servers-baseline-${number}`];
}

/** Groups with tempting names that nothing is bound to: to mend them mends nothing. */
function decoyGroups(pick: Draw): readonly GroupSpec[] {
  const all: readonly GroupSpec[] = [
    {
      key: "pod-default",
      name: "pod-default",
      description: "not bound",
      ingress: [],
      egress: ["accept all 0.0.0.0/0 all"],
    },
    {
      key: "web-public",
      name: "web-public",
      description: "not bound",
      ingress: ["accept tcp 0.0.0.0/0 80,443"],
      egress: ["accept all 0.0.0.0/0 all"],
    },
    {
      key: "deny-everything",
      name: "deny-everything",
      description: "not bound",
      ingress: ["drop all 0.0.0.0/0 all"],
      egress: ["drop all 0.0.0.0/0 all"],
    },
  ];
  return pick.some(all, pick.between(0, 3));
}

type Common = Omit<Facts, "faulty">;

/** Rules of the group at fault: what earlier colleagues left, none of which lets the flow by; and the drop, if a rule does it. */
function faultyRules(pick: Draw, { places, port, dropsByRule, vpc }: Common, side: Side): readonly RuleText[] {
  const [first, second = first] = places;
  const far = side === "egress" ? second : first;
  const [a, b] = vpc.cidr.split(".") as [string, string];
  const elsewhere = `${a}.${b}.${pick.between(211, 250)}.0/24`;
  const leftovers = pick.some(
    [
      `accept tcp ${elsewhere} ${port}`,
      `accept tcp ${far.subnet.cidr} ${port === 80 ? 8000 : port + 10}`,
      `accept udp ${far.subnet.cidr} ${port}`,
      `accept tcp ${far.nodes[0]!}/32 ${port}`,
      "accept icmp 0.0.0.0/0 all",
      `accept udp ${vpc.cidr} 53`,
      `drop tcp ${elsewhere} all`,
    ],
    pick.between(0, 5),
  );
  const admin = side === "egress" ? "accept tcp 0.0.0.0/0 6443" : "accept tcp 0.0.0.0/0 22";
  const rest = pick.some([admin, ...leftovers], leftovers.length + 1);
  if (side === "none") return pick.some([...rest, `accept tcp ${far.subnet.cidr} ${port}`], rest.length + 1);
  return dropsByRule ? [`drop tcp ${far.subnet.cidr} ${port}`, ...rest] : rest;
}
