import type { Direction, Eni, RuleCounter, SecurityGroup, Snapshot } from "@podpath/access-path";
import { VOID_PORT } from "./fabric-links.ts";
import { lookupOf, matchesOf, memberSet, type Lookup } from "./matches.ts";
import { isIpv6, portOf, shortHash, word } from "./names.ts";

/** Everything of ours in the fabric is in this table. */
export const TABLE = "inet sg";

/** `keep`: a connection lives on when its rule goes; `recheck`: each packet of its originator meets the rules again. */
export type EstablishedFlows = "keep" | "recheck";

/**
 * The security groups of a snapshot in nft's words. A group's chain and its counters are named by their content, so that two
 * rulesets differ exactly where their names do.
 */
export interface Ruleset {
  /** Group chains: one or more for each ENI, group and direction, behind those that they jump to. Only made and dropped. */
  readonly chains: ReadonlyMap<string, readonly string[]>;
  /** `<eni>/<direction>`: jumps to the group chains in binding order, then the implicit drop. */
  readonly dispatch: ReadonlyMap<string, readonly string[]>;
  /** What each rule counts with, and whose count it is. A rule that only moves keeps its counter. */
  readonly counters: ReadonlyMap<string, Omit<RuleCounter, "packets">>;
  /** Members of sets and maps, by set. */
  readonly elements: ReadonlyMap<string, ReadonlySet<string>>;
}

export const NO_RULESET: Ruleset = {
  chains: new Map(),
  dispatch: new Map(),
  counters: new Map(),
  elements: new Map(),
};

const DIRECTIONS: readonly Direction[] = ["egress", "ingress"];

export function renderRuleset(snapshot: Snapshot): Ruleset {
  const ruleset = { chains: new Map(), dispatch: new Map(), counters: new Map(), elements: memberElements(snapshot) };
  const lookup = lookupOf(snapshot);
  for (const node of snapshot.nodes) {
    for (const eni of node.enis) for (const direction of DIRECTIONS) addInterface(ruleset, eni, direction, lookup);
  }
  return ruleset;
}

interface Draft {
  readonly chains: Map<string, readonly string[]>;
  readonly dispatch: Map<string, readonly string[]>;
  readonly counters: Map<string, Omit<RuleCounter, "packets">>;
  readonly elements: Map<string, Set<string>>;
}

function addInterface(draft: Draft, eni: Eni, direction: Direction, lookup: Lookup): void {
  const name = `${word(eni.id)}/${direction}`;
  const port = portOf(eni.id);
  draft.elements.get(direction)!.add(`"${port}" : jump ${name}`);
  if (direction === "egress") for (const address of eni.addresses) addOwner(draft, port, address);
  if (eni.securityGroups.length === 0) {
    draft.dispatch.set(name, ["accept"]);
    return;
  }
  const groups = [...new Set(eni.securityGroups)];
  const jumps = groups.map((id) => `jump ${addGroup(draft, eni, direction, groupOf(id, lookup), lookup)}`);
  const counter = `${word(eni.id)}/default/${direction}`;
  draft.counters.set(counter, { eniId: eni.id, groupId: null, direction, rule: null });
  draft.dispatch.set(name, [...jumps, `counter name "${counter}" drop comment "${counter}"`]);
}

function addOwner(draft: Draft, port: string, address: string): void {
  draft.elements.get(isIpv6(address) ? "owners6" : "owners4")!.add(`"${port}" . ${word(address)}`);
}

/** A group that is bound but unknown has no rules, like an empty one. */
function groupOf(id: string, lookup: Lookup): SecurityGroup {
  const known = lookup.snapshot.securityGroups.find((group) => group.id === id);
  return known ?? { id, name: id, ingress: [], egress: [] };
}

/** @returns the chain's name */
function addGroup(draft: Draft, eni: Eni, direction: Direction, group: SecurityGroup, lookup: Lookup): string {
  const place = `${word(eni.id)}/${word(group.id)}/${direction}`;
  const lines = group[direction].flatMap((rule, index) => {
    const matches = matchesOf(rule, direction, lookup);
    const counter = unusedName(`${place}/${shortHash(`${rule.action} ${matches.join("\n")}`, 10)}`, draft.counters);
    draft.counters.set(counter, { eniId: eni.id, groupId: group.id, direction, rule: index });
    const verdict = `counter name "${counter}" ${rule.action} comment "${place}/${index}"`;
    return matches.map((match) => `${match} ${verdict}`.trim());
  });
  return addChain(draft, place, lines);
}

/** Lines of one chain; a longer list is cut, so that a change of one rule renews its piece and not hundreds of rules. */
const CHAIN_LINES = 16;

function addChain(draft: Draft, place: string, lines: readonly string[]): string {
  if (lines.length > CHAIN_LINES) {
    const pieces = Array.from({ length: Math.ceil(lines.length / CHAIN_LINES) }, (_, i) =>
      addChain(draft, place, lines.slice(i * CHAIN_LINES, (i + 1) * CHAIN_LINES)),
    );
    return addChain(
      draft,
      place,
      pieces.map((piece) => `jump ${piece}`),
    );
  }
  const chain = `${place}/${shortHash(lines.join("\n"), 10)}`;
  draft.chains.set(chain, lines);
  return chain;
}

/** A group may hold the same rule twice; the second has a counter of its own. */
function unusedName(name: string, taken: ReadonlyMap<string, unknown>): string {
  for (let copy = 1; ; copy++) {
    const candidate = copy === 1 ? name : `${name}.${copy}`;
    if (!taken.has(candidate)) return candidate;
  }
}

/** A group as a peer stands for every address of every interface that it is bound to. */
function memberElements(snapshot: Snapshot): Map<string, Set<string>> {
  const elements = new Map<string, Set<string>>(Object.keys(BASE_SETS).map((name) => [name, new Set()]));
  for (const id of groupsAsPeers(snapshot)) {
    for (const family of ["v4", "v6"] as const) elements.set(memberSet(id, family), new Set());
  }
  for (const eni of snapshot.nodes.flatMap((node) => node.enis)) {
    for (const id of eni.securityGroups) {
      for (const address of eni.addresses) {
        elements.get(memberSet(id, isIpv6(address) ? "v6" : "v4"))?.add(word(address));
      }
    }
  }
  return elements;
}

function groupsAsPeers(snapshot: Snapshot): ReadonlySet<string> {
  const rules = snapshot.securityGroups.flatMap((group) => [...group.ingress, ...group.egress]);
  return new Set(rules.flatMap(({ peer }) => (peer.kind === "security-group" ? [peer.id] : [])));
}

/** Who may send from which port (a CVM cannot spoof), and where each port's chains are. */
const BASE_SETS = {
  owners4: "set %s { type ifname . ipv4_addr; }",
  owners6: "set %s { type ifname . ipv6_addr; }",
  egress: "map %s { type ifname : verdict; }",
  ingress: "map %s { type ifname : verdict; }",
} as const;

/** What entered lately, for whoever must know which packet was really sent: the oldest are forgotten by time, none is pushed out. */
export const SEEN = {
  SETS: ["seen4", "seen6"],
  /** Flows a family; a port scan has more, and then a missing one says nothing. */
  MOST: 1024,
  FOR_S: 30,
} as const;

const SEEN_SETS = [
  { name: SEEN.SETS[0], type: "ipv4_addr", family: "ipv4", header: "ip" },
  { name: SEEN.SETS[1], type: "ipv6_addr", family: "ipv6", header: "ip6" },
].map(({ name, type, family, header }) => ({
  set:
    `add set ${TABLE} ${name} { type ${type} . ${type} . inet_proto . inet_service; ` +
    `flags dynamic, timeout; timeout ${SEEN.FOR_S}s; size ${SEEN.MOST}; }`,
  rule:
    `meta nfproto ${family} meta l4proto { tcp, udp } ` +
    `update @${name} { ${header} saddr . ${header} daddr . meta l4proto . th dport counter }`,
}));

/**
 * The fixed part: two base chains in the path of every packet that the fabric forwards. An accept in the first hands the packet
 * to the second, a drop is final: a flow must pass the source's egress *and* the destination's ingress. The empty set `done`
 * is there to be asked for, to see that everything before is done.
 */
export function renderBase(establishedFlows: EstablishedFlows): readonly string[] {
  const known = "ct state established,related accept";
  const established = establishedFlows === "keep" ? known : `ct direction reply ${known}`;
  const counters = ["antispoof", "invalid", "void"].map((name) => `add counter ${TABLE} ${name}`);
  const sets = Object.entries(BASE_SETS).map(([name, type]) => `add ${type.replace("%s", `${TABLE} ${name}`)}`);
  const rule = (chain: string, text: string) => `add rule ${TABLE} ${chain} ${text}`;
  return [
    `add table ${TABLE}`,
    `add set ${TABLE} done { type mark; }`,
    ...counters,
    ...sets,
    ...SEEN_SETS.map(({ set }) => set),
    `add chain ${TABLE} from-port { type filter hook forward priority 0; policy drop; }`,
    `add chain ${TABLE} to-port { type filter hook forward priority 10; policy drop; }`,
    `add chain ${TABLE} router { type filter hook input priority 0; policy drop; }`,
    rule("router", "icmp type echo-request accept"),
    rule("router", "icmpv6 type { echo-request, nd-neighbor-solicit, nd-neighbor-advert } accept"),
    rule("from-port", `meta nfproto ipv4 iifname . ip saddr != @owners4 counter name "antispoof" drop`),
    rule("from-port", `meta nfproto ipv6 iifname . ip6 saddr != @owners6 counter name "antispoof" drop`),
    rule("from-port", established),
    rule("from-port", `ct state invalid counter name "invalid" drop`),
    ...SEEN_SETS.map((seen) => rule("from-port", seen.rule)),
    rule("from-port", "iifname vmap @egress"),
    rule("to-port", established),
    rule("to-port", `oifname "${VOID_PORT}" counter name "void" drop`),
    rule("to-port", "oifname vmap @ingress"),
  ];
}
