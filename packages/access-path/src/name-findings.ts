import { witnessOf } from "./box.ts";
import type { Witness } from "./box.ts";
import type { Decisions } from "./decisions.ts";
import type { FilterLine } from "./filter.ts";
import { FLOW_PROTOCOLS, hasPorts } from "./flow.ts";
import { LAST_ADDRESS } from "./ip.ts";
import { hasBit } from "./line-bits.ts";
import { refOf } from "./placed-finding.ts";
import type { Placed } from "./placed-finding.ts";
import { printPeer, printService } from "./rule.ts";

/** What can be seen from a rule's own names and numbers. */
export function nameFindings({ matching }: Decisions, lines: readonly FilterLine[]): Placed[] {
  return lines.flatMap((line, place): Placed[] => {
    const at = refOf(line);
    const { peer, service } = line.rule;
    if (!hasBit(matching, 0, place)) {
      const name = line.services.length === 0 ? printService(service) : printPeer(peer);
      return [{ line: place, finding: { code: "matches-nothing", at, name, witness: null } }];
    }
    if (peer.kind !== "cidr" || !isZeroPrefix(peer.cidr)) return [];
    const witness = outsideOf(line);
    return [{ line: place, finding: { code: "zero-prefix", at, written: peer.cidr, witness } }];
  });
}

function isZeroPrefix(cidr: string): boolean {
  return cidr.startsWith("0.0.0.0/") && cidr !== "0.0.0.0/0";
}

/** A flow that the rule as written doesn't match, and that the cloud's reading of it does. */
function outsideOf({ peers, services }: FilterLine): Witness {
  const first = (peers[0]?.last ?? 0n) + 1n;
  const { protocol, ports } = services[0]!;
  const named = protocol === "all" ? FLOW_PROTOCOLS[0] : protocol;
  const range = hasPorts(named) ? ports[0]! : null;
  return witnessOf({ family: 4, first, last: LAST_ADDRESS[4], protocol: named, ports: range });
}
