import { canonicalCidr, FLOW_PROTOCOLS, makeFilter, parseRule, printIp } from "../src/index.ts";
import type { Direction, Directory, Family, Filter, FlowSide, Service } from "../src/index.ts";
import { LAST_ADDRESS } from "../src/ip.ts";

/** Random groups and flows for the kernel and for benchmarks, the same for the same seed. */

export interface Random {
  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number;
  pick<T>(items: readonly T[]): T;
}

/** Mulberry32: small, and the same everywhere. */
export function makeRandom(seed: number): Random {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (end: number) => Math.floor(next() * end);
  return { below, pick };

  function pick<T>(items: readonly T[]): T {
    const item = items[below(items.length)];
    if (item === undefined) throw new RangeError("nothing to pick from");
    return item;
  }
}

/** Texts of rules as people write them: mostly hosts and subnets of private networks, well-known ports, a few of everything else. */
export function randomRules(random: Random, count: number, families: readonly Family[] = [4, 6]): string[] {
  return Array.from({ length: count }, () => {
    const family = random.pick(families);
    const action = random.pick(["accept", "accept", "accept", "drop"]);
    if (random.below(25) === 0) return `${action} ppm-web${random.below(6)} ${randomPeer(random, family)}`;
    const protocol = random.pick([
      "tcp",
      "tcp",
      "tcp",
      "tcp",
      "udp",
      "udp",
      family === 4 ? "icmp" : "icmpv6",
      "gre",
      "all",
    ]);
    return `${action} ${protocol} ${randomPeer(random, family)} ${hasPorts(protocol) ? randomPorts(random) : "all"}`;
  });
}

function hasPorts(protocol: string): boolean {
  return protocol === "tcp" || protocol === "udp";
}

function randomPeer(random: Random, family: Family): string {
  if (random.below(20) === 0) return `sg-peer${random.below(6)}`;
  if (random.below(20) === 0) return `ipm-peer${random.below(6)}`;
  return randomCidr(random, family);
}

function randomCidr(random: Random, family: Family): string {
  const prefix = random.pick(
    family === 4 ? [32, 32, 32, 28, 24, 24, 20, 16, 12] : [128, 128, 128, 124, 64, 64, 60, 56, 48],
  );
  return canonicalCidr(`${printIp({ family, value: randomAddress(random, family) })}/${prefix}`)!;
}

/** From a few networks, so that blocks meet. */
function randomAddress(random: Random, family: Family): bigint {
  const low = BigInt(random.below(2 ** 20));
  if (family === 4) return random.pick([10n << 24n, (172n << 24n) | (16n << 16n), (192n << 24n) | (168n << 16n)]) + low;
  return random.pick([0xfdn << 120n, 0x2001_0db8n << 96n]) + (low << random.pick([0n, 64n]));
}

function randomPorts(random: Random): string {
  const port = () => random.pick([22, 53, 80, 443, 3306, 6379, 8080, random.below(65_536)]);
  switch (random.below(6)) {
    case 0:
      return "all";
    case 1:
      return [port(), port(), port()].join(",");
    case 2: {
      const from = random.below(65_000);
      return `${from}-${from + random.below(535)}`;
    }
    default:
      return `${port()}`;
  }
}

function randomDirectory(random: Random): Directory {
  return {
    addressesOf: remembered(() => threeOf((family) => printIp({ family, value: randomAddress(random, family) }))),
    cidrsOf: remembered(() => threeOf((family) => randomCidr(random, family))),
    servicesOf: remembered((): Exclude<Service, { kind: "service-template" }>[] => [
      {
        kind: "ports",
        protocol: "tcp",
        ports: [
          { from: 80, to: 80 },
          { from: 8000, to: 8000 + random.below(99) },
        ],
      },
      { kind: "ports", protocol: "udp", ports: [{ from: 53, to: 53 }] },
    ]),
  };
}

/** The same answer for the same name. */
function remembered<T>(make: () => T): (id: string) => T {
  const made = new Map<string, T>();
  return (id) => made.get(id) ?? (made.set(id, make()), made.get(id)!);
}

function threeOf<T>(make: (family: Family) => T): T[] {
  return [make(4), make(4), make(6)];
}

/** As many groups and rules as asked for, bound in order. */
export function randomFilter(seed: number, direction: Direction, groups: number, rulesPerGroup: number): Filter {
  const random = makeRandom(seed);
  const lists = Array.from({ length: groups }, (_, index) => ({
    id: `sg-witness${index}`,
    [direction]: randomRules(random, rulesPerGroup).map(parseRule),
  }));
  return makeFilter(lists, direction, randomDirectory(random));
}

/** Flows on the edges of rules and just beside them; a fifth of each field is anything. */
export function randomSides(random: Random, filter: Filter, family: Family, count: number): FlowSide[] {
  const lines = filter.lines.flatMap(({ peers, services }) => {
    const own = peers.filter((range) => range.family === family);
    return own.length === 0 ? [] : [{ peers: own, services }];
  });
  const protocols = FLOW_PROTOCOLS.filter((protocol) => protocol !== (family === 4 ? "icmpv6" : "icmp"));
  const odd = () => random.below(5) === 0;
  return Array.from({ length: count }, (): FlowSide => {
    const { peers, services } = random.pick(lines);
    const { first, last } = random.pick(peers);
    const service = random.pick(services);
    const { from, to } = random.pick(service.ports);
    const value = odd() ? randomAddress(random, family) : random.pick([first - 1n, first, last, last + 1n]);
    const port = odd() ? random.below(65_536) : random.pick([from - 1, from, to, to + 1]);
    const named = service.protocol === "all" || !protocols.includes(service.protocol) ? "tcp" : service.protocol;
    const protocol = odd() ? random.pick(protocols) : named;
    return { peer: { family, value: sendable(family, value) }, protocol, port: Math.min(Math.max(port, 0), 65_535) };
  });
}

/** Not the address 0: the kernel writes its own over such a source. */
function sendable(family: Family, value: bigint): bigint {
  if (value < 1n) return 1n;
  return value > LAST_ADDRESS[family] ? LAST_ADDRESS[family] : value;
}
