import { PORT_LIMITS, printBlock, printIp, printPortRange, rangeToCidrs } from "@podpath/access-path";
import type { AddressRange, Box, BoxSet, Direction, PortRange } from "@podpath/access-path";

/**
 * Flows for people, a line for each far end: `tcp 80,443 ← 10.0.35.0/24`, the arrow as the interface sees it. Equal sets print
 * alike, however they are cut into boxes. Far ends that are no block are ranges: the world without one /24 is 24 blocks.
 */
export function printBoxes(boxes: BoxSet, direction: Direction): readonly string[] {
  const services = Map.groupBy(bands(boxes), ({ range, service }) => `${range.family} ${service}`);
  const lines = [...services.values()].map((same) => ({
    service: same[0]!.service,
    far: merge(same.map(({ range }) => range))
      .map(printRange)
      .join(", "),
  }));
  const arrow = direction === "ingress" ? "←" : "→";
  return [...Map.groupBy(lines, ({ far }) => far)].map(
    ([far, same]) => `${joinServices(same.map(({ service }) => service))} ${arrow} ${far}`,
  );
}

/** One protocol and all of its ports for a range of far ends. */
interface Band {
  readonly range: AddressRange;
  readonly service: string;
}

function bands(boxes: BoxSet): readonly Band[] {
  return [...Map.groupBy(boxes, ({ protocol, family }) => `${protocol} ${family}`).values()].flatMap((same) =>
    cut(same)
      .map((range) => ({ range, service: serviceAt(same, range.first) }))
      .filter(({ service }) => service !== ""),
  );
}

/** The pieces between all bounds; inside a piece every box holds all of it or nothing. */
function cut(boxes: readonly Box[]): readonly AddressRange[] {
  const { family } = boxes[0]!;
  const starts = [...new Set(boxes.flatMap(({ first, last }) => [first, last + 1n]))].toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  return starts.slice(0, -1).map((first, index) => ({ family, first, last: starts[index + 1]! - 1n }));
}

/** `tcp 80,443`, `udp all`, `icmp`; empty where no box holds the far end. */
function serviceAt(boxes: readonly Box[], far: bigint): string {
  const here = boxes.filter(({ first, last }) => first <= far && far <= last);
  if (here.length === 0) return "";
  const ports = here.flatMap((box) => (box.ports === null ? [] : [box.ports]));
  return [here[0]!.protocol, printPorts(ports)].filter((word) => word !== "").join(" ");
}

function printPorts(ports: readonly PortRange[]): string {
  const joined: PortRange[] = [];
  for (const range of ports.toSorted((a, b) => a.from - b.from)) {
    const before = joined.at(-1);
    if (before !== undefined && before.to + 1 === range.from)
      joined[joined.length - 1] = { from: before.from, to: range.to };
    else joined.push(range);
  }
  const [only] = joined;
  const every = joined.length === 1 && only!.from === PORT_LIMITS.first && only!.to === PORT_LIMITS.last;
  return every ? "all" : joined.map(printPortRange).join(",");
}

/** `other` is every protocol that no rule can name. */
const EVERY_SERVICE = ["tcp all", "udp all", "gre", "other"];

function joinServices(services: readonly string[]): string {
  return EVERY_SERVICE.every((service) => services.includes(service)) ? "all" : services.join(", ");
}

/** Ranges that touch become one. */
function merge(ranges: readonly AddressRange[]): readonly AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    const before = merged.at(-1);
    if (before !== undefined && before.last + 1n === range.first)
      merged[merged.length - 1] = { ...before, last: range.last };
    else merged.push(range);
  }
  return merged;
}

function printRange(range: AddressRange): string {
  if (range.first === range.last) return printIp({ family: range.family, value: range.first });
  if (rangeToCidrs(range).length === 1) return printBlock(range);
  const [first, last] = [range.first, range.last].map((value) => printIp({ family: range.family, value }));
  return `${first}–${last}`;
}
