import { filterHops, printRule } from "@podpath/access-path";
import type { AccessPath, Direction, RuleCounter, SecurityGroup, Snapshot } from "@podpath/access-path";

type Place = Omit<RuleCounter, "packets">;

/**
 * What the kernel's per-rule counters would show. A packet is counted by the rule that decides it, at every filter that it
 * reaches; an interface without groups counts nothing. Only packets that open a connection get to the rules: each SYN until
 * one is answered, each echo request until one is answered, the first datagram. All that follows belongs to an established
 * connection, which passes before them.
 */
export class Counters {
  /** Packets by rule, named by its content: a rule that only moves keeps its count. */
  #packets = new Map<string, number>();
  /** What a rule is named, by its place. */
  #names = new Map<string, string>();
  #places: readonly Place[] = [];

  realise(snapshot: Snapshot): void {
    const rules = rulesOf(snapshot);
    const copies = new Map<string, number>();
    this.#places = rules.map(({ place }) => place);
    this.#names = new Map(rules.map(({ place, text }) => [keyOf(place), nameOf(place, text, copies)]));
    const known = new Set(this.#names.values());
    this.#packets = new Map([...this.#packets].filter(([name]) => known.has(name)));
  }

  /** One packet went this way. */
  count(path: AccessPath): void {
    for (const { reached, verdict, eniId, direction } of filterHops(path)) {
      if (!reached || verdict.kind === "unfiltered") continue;
      const name = this.#names.get(keyOf({ eniId, groupId: verdict.groupId, direction, rule: verdict.rule }));
      if (name !== undefined) this.#packets.set(name, (this.#packets.get(name) ?? 0) + 1);
    }
  }

  read(): RuleCounter[] {
    return this.#places.map((place) => ({
      ...place,
      packets: this.#packets.get(this.#names.get(keyOf(place)) ?? "") ?? 0,
    }));
  }
}

interface PlacedRule {
  readonly place: Place;
  readonly text: string;
}

function keyOf({ eniId, groupId, direction, rule }: Place): string {
  return `${eniId} ${groupId} ${direction} ${rule}`;
}

/** A group may hold the same rule twice; the second has a name of its own. */
function nameOf({ eniId, groupId, direction }: Place, text: string, copies: Map<string, number>): string {
  const name = `${eniId} ${groupId} ${direction} ${text}`;
  const copy = (copies.get(name) ?? 0) + 1;
  copies.set(name, copy);
  return `${name} ${copy}`;
}

/** Every rule of every filtered interface, in the order they are asked, the implicit drop last. */
function rulesOf(snapshot: Snapshot): PlacedRule[] {
  const groups = new Map(snapshot.securityGroups.map((group) => [group.id, group]));
  const enis = snapshot.nodes.flatMap((node) => node.enis).filter(({ securityGroups }) => securityGroups.length > 0);
  return enis.flatMap(({ id: eniId, securityGroups }) =>
    (["ingress", "egress"] as const).flatMap((direction) => [
      // A group that is bound twice decides once.
      ...[...new Set(securityGroups)].flatMap((groupId) => groupRules(groups.get(groupId), eniId, direction)),
      { place: { eniId, groupId: null, direction, rule: null }, text: "implicit drop" },
    ]),
  );
}

function groupRules(group: SecurityGroup | undefined, eniId: string, direction: Direction): PlacedRule[] {
  if (group === undefined) return [];
  return group[direction].map(({ action, service, peer }, rule) => ({
    place: { eniId, groupId: group.id, direction, rule },
    // Without its remark: a new one doesn't make it another rule.
    text: printRule({ action, service, peer }),
  }));
}
