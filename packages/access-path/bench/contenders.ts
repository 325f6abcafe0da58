import ipaddr from "ipaddr.js";
import { Netmask } from "netmask";
import { classify, compile, FLOW_PROTOCOLS, NO_LINE, packFlows, printIp, rangeToCidrs } from "../src/index.ts";
import type { Family, Filter, FlowBatch, FlowSide } from "../src/index.ts";

/** One way of deciding many flows: writes for each the deciding line, or -1. Made once for a filter and its flows. */
export interface Contender {
  readonly name: string;
  /** Flows of the batch that it is given; the slow ones get fewer. */
  readonly flows: number;
  readonly run: (out: Int32Array) => void;
  /** A loop that decides nothing can't be right or wrong. */
  readonly decides: boolean;
}

/** One block, protocol and port range of a line, for those who compare one by one. */
interface Entry {
  readonly line: number;
  readonly first: bigint;
  readonly last: bigint;
  readonly cidrs: readonly string[];
  /** Place in `FLOW_PROTOCOLS`, or 255 for every protocol. */
  readonly protocol: number;
  readonly from: number;
  readonly to: number;
}

const EVERY_PROTOCOL = 255;

function entriesOf(filter: Filter, family: Family): Entry[] {
  return filter.lines.flatMap(({ peers, services }, line) =>
    peers
      .filter((range) => range.family === family)
      .flatMap(({ first, last }) =>
        services.flatMap(({ protocol, ports }) =>
          ports.map(({ from, to }): Entry => {
            const code = protocol === "all" ? EVERY_PROTOCOL : FLOW_PROTOCOLS.indexOf(protocol);
            const cidrs = rangeToCidrs({ family, first, last });
            return { line, first, last, cidrs, protocol: code, from, to };
          }),
        ),
      ),
  );
}

export function contenders(filter: Filter, family: Family, sides: readonly FlowSide[]): Contender[] {
  const batch = packFlows(family, sides);
  const entries = entriesOf(filter, family);
  const slow = Math.min(sides.length, 2_000);
  const compiled = compile(filter);
  const all = sides.length;
  const common = [
    { name: "headers only", flows: all, run: headersOnly(batch), decides: false },
    { name: "classify", flows: all, run: (out: Int32Array) => classify(compiled, batch, out), decides: true },
    { name: "typed scan", flows: Math.min(all, 50_000), run: typedScan(entries, batch, family), decides: true },
    { name: "ipaddr.js", flows: slow, run: ipaddrLoop(entries, sides.slice(0, slow), batch), decides: true },
  ];
  if (family === 6) return common;
  return [
    ...common,
    { name: "netmask", flows: slow, run: netmaskLoop(entries, sides.slice(0, slow), batch), decides: true },
  ];
}

/** The floor: read every field, decide nothing. */
function headersOnly({ peers, protocols, ports }: FlowBatch) {
  return (out: Int32Array) => {
    const words = peers.length / ports.length;
    for (let index = 0; index < out.length; index++)
      out[index] = peers[index * words]! ^ peers[index * words + words - 1]! ^ protocols[index]! ^ ports[index]!;
  };
}

/** The plain way, well done: flat arrays, one comparison after another, the first match wins. */
function typedScan(entries: readonly Entry[], { peers, protocols, ports }: FlowBatch, family: Family) {
  const words = family === 4 ? 1 : 4;
  const first = wordsOf(
    entries.map((entry) => entry.first),
    words,
  );
  const last = wordsOf(
    entries.map((entry) => entry.last),
    words,
  );
  const protocol = Uint8Array.from(entries, (entry) => entry.protocol);
  const from = Uint16Array.from(entries, (entry) => entry.from);
  const to = Uint16Array.from(entries, (entry) => entry.to);
  const line = Int32Array.from(entries, (entry) => entry.line);
  const within = words === 1 ? within1 : within4;
  return (out: Int32Array) => {
    for (let index = 0; index < out.length; index++) {
      let found = NO_LINE;
      for (let at = 0; at < line.length && found === NO_LINE; at++)
        if (
          (protocol[at] === EVERY_PROTOCOL || protocol[at] === protocols[index]) &&
          from[at]! <= ports[index]! &&
          ports[index]! <= to[at]! &&
          within(first, last, at, peers, index)
        )
          found = line[at]!;
      out[index] = found;
    }
  };
}

function within1(first: Uint32Array, last: Uint32Array, at: number, peers: Uint32Array, index: number): boolean {
  return first[at]! <= peers[index]! && peers[index]! <= last[at]!;
}

function within4(first: Uint32Array, last: Uint32Array, at: number, peers: Uint32Array, index: number): boolean {
  for (let word = 0; word < 4; word++) {
    const [low, value, high] = [first[at * 4 + word]!, peers[index * 4 + word]!, last[at * 4 + word]!];
    if (value < low || value > high) return false;
    if (low !== high) return low < value && value < high ? true : within4Exactly(first, last, at, peers, index);
  }
  return true;
}

/** Blocks end at word borders or inside one word, so this is rarely asked. */
function within4Exactly(first: Uint32Array, last: Uint32Array, at: number, peers: Uint32Array, index: number): boolean {
  const value = (words: Uint32Array, place: number) =>
    [0, 1, 2, 3].reduce((sum, word) => (sum << 32n) | BigInt(words[place * 4 + word]!), 0n);
  return value(first, at) <= value(peers, index) && value(peers, index) <= value(last, at);
}

function wordsOf(values: readonly bigint[], words: number): Uint32Array {
  return Uint32Array.from(
    values.flatMap((value) =>
      Array.from({ length: words }, (_, word) => Number((value >> BigInt(32 * (words - 1 - word))) & 0xffff_ffffn)),
    ),
  );
}

/** What people write with ipaddr.js, at its best: addresses and blocks parsed beforehand. */
function ipaddrLoop(entries: readonly Entry[], sides: readonly FlowSide[], batch: FlowBatch) {
  const addresses = sides.map((side) => ipaddr.parse(printIp(side.peer)));
  const blocks = entries.map((entry) => entry.cidrs.map((cidr) => ipaddr.parseCIDR(cidr)));
  const matches = (at: number, index: number) => blocks[at]!.some((block) => addresses[index]!.match(block));
  return entryLoop(entries, batch, matches);
}

/** What people write with netmask, at its best: blocks parsed beforehand; it takes addresses as text alone. */
function netmaskLoop(entries: readonly Entry[], sides: readonly FlowSide[], batch: FlowBatch) {
  const addresses = sides.map((side) => printIp(side.peer));
  const blocks = entries.map((entry) => entry.cidrs.map((cidr) => new Netmask(cidr)));
  const matches = (at: number, index: number) => blocks[at]!.some((block) => block.contains(addresses[index]!));
  return entryLoop(entries, batch, matches);
}

function entryLoop(
  entries: readonly Entry[],
  { protocols, ports }: FlowBatch,
  peerMatches: (entry: number, flow: number) => boolean,
) {
  return (out: Int32Array) => {
    for (let index = 0; index < out.length; index++) {
      const port = ports[index]!;
      const found = entries.findIndex(
        ({ protocol, from, to }, at) =>
          (protocol === EVERY_PROTOCOL || protocol === protocols[index]) &&
          from <= port &&
          port <= to &&
          peerMatches(at, index),
      );
      out[index] = entries[found]?.line ?? NO_LINE;
    }
  };
}
