import type { FilterHop, Hop } from "../path.ts";
import type { NodeKey } from "./layout.ts";
import type { DrawingWords } from "./scene.ts";

/** What is written on and under an interface. */
export interface GateWords {
  readonly title: string;
  readonly below: string;
  readonly verdict: string;
  /** Whose rule that was; null where there is no doubt about it, or no rule. */
  readonly whose: string | null;
}

/** An interface of the way as the lesson calls it. */
export function gateWords(hop: FilterHop, node: NodeKey, words: DrawingWords): GateWords {
  const { title, below } = idleGate(hop.primary, node, words);
  const direction = hop.direction === "ingress" ? words.ingress : words.egress;
  return { title: `${title} ${direction}`, below, verdict: verdictWords(hop, words), whose: whoseRule(hop) };
}

/** Of several groups the one whose rule decided: “rule 2” alone would be any of theirs. */
export function whoseRule({ groupIds, verdict }: FilterHop): string | null {
  return groupIds.length > 1 && verdict.kind === "rule" ? verdict.groupId : null;
}

/** One that the flow doesn't meet. */
export function idleGate(primary: boolean, node: NodeKey, words: DrawingWords): Pick<GateWords, "title" | "below"> {
  const group = primary ? words.nodeGroup : node === "a" ? words.sg1 : words.sg2;
  return { title: group, below: primary ? words.eth0 : words.eth1 };
}

/** The decision in two or three words. */
export function verdictWords({ verdict }: FilterHop, words: DrawingWords): string {
  switch (verdict.kind) {
    case "unfiltered":
      return words.verdictUnfiltered;
    case "implicit-drop":
      return words.verdictImplicit;
    case "rule":
      return put(verdict.action === "accept" ? words.verdictAccept : words.verdictDrop, "index", verdict.rule);
    default:
      return verdict satisfies never;
  }
}

/** The id of the group that both interfaces of the path have, when each has that one alone. */
export function sharedGroup({ hops }: { readonly hops: readonly Hop[] }): string | null {
  const [first, second] = hops.filter((hop): hop is FilterHop => hop.kind === "filter");
  if (first === undefined || second === undefined) return null;
  const same = first.groupIds.length === 1 && first.groupIds[0] === second.groupIds[0] && second.groupIds.length === 1;
  return same ? first.groupIds[0]! : null;
}

export function put(text: string, name: string, value: string | number): string {
  return text.replace(`{${name}}`, String(value));
}

/** Cut in the middle, so that both ends of a long name show: of a Pod's the Deployment and the random part. */
export function shorten(text: string, length: number): string {
  if (text.length <= length) return text;
  const tail = Math.floor((length - 1) / 2);
  return `${text.slice(0, length - 1 - tail)}…${text.slice(-tail)}`;
}
