import type { PortRange } from "./snapshot.ts";

export const PORT_LIMITS = {
  first: 0,
  last: 65_535, // 16 bits in the TCP and UDP headers
} as const;

export type PortsError = {
  readonly code: "port-malformed" | "port-out-of-range" | "port-range-reversed";
  /** The part of the list that is wrong, and where it starts in the text. */
  readonly part: string;
  readonly offset: number;
};

/** Read `80`, `80,90`, `8000-8010`, mixtures of them, or `all`; the order of a list is kept. */
export function parsePorts(text: string): "all" | readonly PortRange[] | PortsError {
  if (text.toLowerCase() === "all") return "all";
  const ranges: PortRange[] = [];
  let offset = 0;
  for (const part of text.split(",")) {
    const range = parsePortRange(part);
    if (typeof range === "string") return { code: range, part, offset };
    ranges.push(range);
    offset += part.length + 1;
  }
  return ranges;
}

function parsePortRange(text: string): PortRange | PortsError["code"] {
  const match = /^(\d+)(?:-(\d+))?$/.exec(text);
  if (match === null) return "port-malformed";
  const from = Number(match[1]);
  const to = Number(match[2] ?? match[1]);
  if (from > PORT_LIMITS.last || to > PORT_LIMITS.last) return "port-out-of-range";
  return from <= to ? { from, to } : "port-range-reversed";
}

/** The inverse of `parsePorts`. */
export function printPorts(ports: "all" | readonly PortRange[]): string {
  return ports === "all" ? "all" : ports.map(printPortRange).join(",");
}

export function printPortRange({ from, to }: PortRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}
