import type { Flow, Rule } from "../src/index.ts";

/**
 * A second opinion that shares no code with the engine: reads addresses its own way, decides by trying every rule on every
 * flow, and finds out what can be told apart by trying the flows just at and just beside every edge of every rule.
 */

/** A flow as one direction sees it. */
export interface Sight {
  readonly peer: string;
  readonly protocol: Flow["protocol"];
  readonly port: number;
}

/** Index of the first rule that matches, or null for the implicit drop. Rules name blocks only. */
export function firstMatch(rules: readonly Rule[], sight: Sight): number | null {
  const index = rules.findIndex((rule) => matches(rule, sight));
  return index < 0 ? null : index;
}

export function accepts(rules: readonly Rule[], sight: Sight): boolean {
  const index = firstMatch(rules, sight);
  return index !== null && rules[index]?.action === "accept";
}

export function matches({ service, peer }: Rule, sight: Sight): boolean {
  if (peer.kind !== "cidr" || service.kind === "service-template") throw new Error("the oracle knows blocks alone");
  const [low, high] = edges(peer.cidr);
  if (peer.cidr.includes(":") !== sight.peer.includes(":")) return false;
  if (number(sight.peer) < low || number(sight.peer) > high) return false;
  if (service.kind === "protocol") return service.protocol === "all" || service.protocol === sight.protocol;
  if (service.protocol !== sight.protocol) return false;
  return service.ports === "all" || service.ports.some(({ from, to }) => sight.port >= from && sight.port <= to);
}

/** Enough flows to tell any two different lists of these rules apart: both sides of every edge, in all combinations. */
export function everySight(rules: readonly Rule[]): Sight[] {
  const peers = [...new Set([...axis(rules, 4), ...axis(rules, 6)])];
  const ports = [...new Set(rules.flatMap(portEdges).concat(0, 65_535))];
  return peers.flatMap((peer) => {
    const ping = peer.includes(":") ? ("icmpv6" as const) : ("icmp" as const);
    const portless = [ping, "gre" as const, "other" as const].map((protocol) => ({ peer, protocol, port: 0 }));
    const ported = ports.flatMap((port) => [
      { peer, protocol: "tcp" as const, port },
      { peer, protocol: "udp" as const, port },
    ]);
    return [...portless, ...ported];
  });
}

function axis(rules: readonly Rule[], family: 4 | 6): string[] {
  const top = family === 4 ? 2n ** 32n - 1n : 2n ** 128n - 1n;
  const blocks = rules.flatMap(({ peer }) =>
    peer.kind === "cidr" && peer.cidr.includes(":") === (family === 6) ? [edges(peer.cidr)] : [],
  );
  const values = blocks.flatMap(([low, high]) => [low - 1n, low, high, high + 1n]).concat(0n, top);
  return [...new Set(values)].filter((value) => value >= 0n && value <= top).map((value) => text(value, family));
}

function portEdges({ service }: Rule): number[] {
  if (service.kind !== "ports" || service.ports === "all") return [];
  return service.ports
    .flatMap(({ from, to }) => [from - 1, from, to, to + 1])
    .filter((port) => port >= 0 && port < 65_536);
}

const known = new Map<string, [bigint, bigint]>();

function edges(cidr: string): [bigint, bigint] {
  const found = known.get(cidr);
  if (found !== undefined) return found;
  const [base = "", prefix] = cidr.split("/");
  const size = 2n ** BigInt((base.includes(":") ? 128 : 32) - Number(prefix));
  const ends: [bigint, bigint] = [number(base), number(base) + size - 1n];
  known.set(cidr, ends);
  return ends;
}

function number(address: string): bigint {
  if (!address.includes(":")) return address.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);
  const [head = "", tail] = address.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].reduce((sum, group) => sum * 65_536n + BigInt(`0x${group}`), 0n);
}

function text(value: bigint, family: 4 | 6): string {
  const digits = value.toString(16).padStart(family === 4 ? 8 : 32, "0");
  if (family === 4) return (digits.match(/../g) ?? []).map((byte) => Number.parseInt(byte, 16)).join(".");
  return (digits.match(/..../g) ?? []).map((group) => group.replace(/^0{1,3}/, "")).join(":");
}
