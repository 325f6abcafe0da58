import { writeFileSync } from "node:fs";
import type { RuleCounter, SeenFlow } from "@podpath/access-path";
import type { Marker } from "./conversation.ts";
import type { Lab, Talker } from "./lab.ts";
import { renderChange } from "./nft-change.ts";
import { NO_RULESET, renderBase, SEEN, TABLE, type EstablishedFlows, type Ruleset } from "./nft.ts";

/** nft prints nothing for a transaction that it made, and one line of JSON for a list. */
const MARKER: Marker = {
  question: `list set ${TABLE} done`,
  answer: /^\{"nftables": \[.*"name": "done".*\]\}\n/m,
};

/** The rules that the fabric's kernel obeys now. One nft stays and takes transactions: a new process costs 20 ms. */
export class FabricRules {
  readonly #lab: Lab;
  readonly #establishedFlows: EstablishedFlows;
  readonly #nft: Promise<Talker>;
  #current: Ruleset = NO_RULESET;

  constructor(lab: Lab, establishedFlows: EstablishedFlows) {
    this.#lab = lab;
    this.#establishedFlows = establishedFlows;
    this.#nft = lab.converse("nft", [lab.programs.nft, "-j", "-i"], MARKER);
    // Whoever needs it first is told of a failure.
    this.#nft.catch(() => {});
  }

  /** Only what differs is sent, and the last transaction makes the change, for all packets at once. */
  async apply(wanted: Ruleset): Promise<void> {
    if (this.#current === NO_RULESET) await this.#transact(renderBase(this.#establishedFlows));
    for (const transaction of renderChange(this.#current, wanted)) await this.#transact(transaction);
    this.#current = wanted;
  }

  async counters(): Promise<readonly RuleCounter[]> {
    const meaning = this.#current.counters;
    const { conversation } = await this.#nft;
    const [line = ""] = (await conversation.ask(`list counters table ${TABLE}\n`)).split("\n");
    const listed = JSON.parse(line) as { readonly nftables: readonly { readonly counter?: Listed }[] };
    return listed.nftables.flatMap(({ counter }) => {
      const rule = counter === undefined ? undefined : meaning.get(counter.name);
      return rule === undefined ? [] : [{ ...rule, packets: counter!.packets }];
    });
  }

  /** New flows that entered lately; null where a set is full, and a missing one may have found no place. */
  async flows(): Promise<readonly SeenFlow[] | null> {
    const { conversation } = await this.#nft;
    const lists = [];
    for (const set of SEEN.SETS) {
      const [line = ""] = (await conversation.ask(`list set ${TABLE} ${set}\n`)).split("\n");
      lists.push(readSeen(line));
    }
    return lists.some((list) => list.length >= SEEN.MOST) ? null : lists.flat();
  }

  /** One line at a time costs `nft -i` a system call a character; a file it reads at once. */
  async #transact(lines: readonly string[]): Promise<void> {
    const { conversation } = await this.#nft;
    writeFileSync(`${this.#lab.root}/run/rules`, `${lines.join("\n")}\n`);
    const complaints = await conversation.ask('include "/run/rules"\n');
    if (complaints !== "") throw new Error(`nft refused a transaction: ${complaints.trim()}`);
  }
}

interface Listed {
  readonly name: string;
  readonly packets: number;
}

interface ListedSet {
  readonly elem?: readonly {
    readonly elem: {
      readonly val: { readonly concat: readonly [string, string, "tcp" | "udp", number] };
      readonly counter: { readonly packets: number };
    };
  }[];
}

function readSeen(line: string): readonly SeenFlow[] {
  const { nftables } = JSON.parse(line) as { readonly nftables: readonly { readonly set?: ListedSet }[] };
  return nftables.flatMap(({ set }) =>
    (set?.elem ?? []).map(({ elem: { val, counter } }) => {
      const [source, destination, protocol, destinationPort] = val.concat;
      return { protocol, source, destination, destinationPort, packets: counter.packets };
    }),
  );
}
