import type { FilterLine, Filter } from "../../src/index.ts";
import { rangeToCidrs } from "../../src/index.ts";

/**
 * The witness's own reading of a filter as nftables rules: one nft rule for each block, protocol and port range, so that the
 * kernel decides with nothing but its plainest comparisons. `comment` is the line's place.
 */
export function renderFilter(chain: string, { direction, lines }: Filter): string[] {
  const end = direction === "ingress" ? "saddr" : "daddr";
  const rules = lines.flatMap((line, place) => renderLine(end, line).map((text) => `${text} comment "${place}"`));
  return [...rules, 'counter drop comment "implicit"'].map((text) => `add rule inet witness ${chain} ${text}`);
}

function renderLine(end: string, { peers, services, rule }: FilterLine): string[] {
  const blocks = peers.flatMap((range) => rangeToCidrs(range).map((cidr) => ({ cidr, family: range.family })));
  const peerMatches = blocks.map(({ cidr, family }) => {
    const name = family === 4 ? "ip" : "ip6";
    return cidr.endsWith("/0") ? `meta nfproto ipv${family}` : `${name} ${end} ${cidr}`;
  });
  const serviceMatches = services.flatMap(({ protocol, ports }) => {
    if (protocol === "all") return [""];
    if (protocol !== "tcp" && protocol !== "udp") return [`meta l4proto ${L4_PROTOCOL[protocol]}`];
    return ports.map(({ from, to }) => `${protocol} dport ${from}-${to}`);
  });
  return peerMatches.flatMap((peer) => serviceMatches.map((service) => `${peer} ${service} counter ${rule.action}`));
}

const L4_PROTOCOL = { icmp: 1, icmpv6: 58, gre: 47, other: 50 } as const;
