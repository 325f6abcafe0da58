import type { ClusterNode, FilterHop, Hop, Pod, Snapshot } from "@podpath/access-path";
import { verdictWords, whoseRule, type Drawing, type DrawingWords, type GateWords } from "@podpath/access-path/drawing";
import { message, type Language, type MessageId } from "../../text/translate.ts";
import type { Found } from "../diagnose-cluster.ts";
import { drawnOf } from "../to-json.ts";

/** The diagnosis as the guide's drawing, with the real names on it. */
export function pictureOf(found: Found, language: Language): Omit<Drawing, "layout"> {
  const { ends, seen, diagnosis } = found;
  // `{group}` and `{index}` are the drawing's to fill in.
  const say = (id: MessageId): string => message(id, { group: "{group}", index: "{index}" })[language];
  const podA = podAt(seen.snapshot, ends.flow.source);
  const podB = podAt(seen.snapshot, ends.flow.destination);
  const nodeA = nodeAt(seen.snapshot, ends.flow.source) ?? {
    name: ends.from.nodeName,
    address: ends.from.hostNetwork ? ends.from.address : "",
  };
  const nodeB = nodeAt(seen.snapshot, ends.flow.destination);
  const words = wordsOf(say, {
    podA: ends.from.name,
    podB: ends.to.kind === "pod" ? ends.to.name : ends.to.address,
    nodeA: shortNode(nodeA, say),
    nodeB: nodeB ? shortNode(nodeB, say) : "",
  });
  const path = drawnOf(found);
  return {
    scene: { snapshot: seen.snapshot, podA, podB, nodeA, nodeB: nodeB && nodeB.name !== nodeA.name ? nodeB : null },
    path,
    words,
    sent: true,
    gates: (hop) => gateOf(hop, path.doubtful?.(hop) === true, words, say, diagnosis.filters),
  };
}

function podAt({ pods }: Snapshot, address: string): Pod | null {
  return pods.find(({ addresses }) => addresses.includes(address)) ?? null;
}

function nodeAt({ nodes }: Snapshot, address: string): ClusterNode | null {
  return nodes.find(({ enis }) => enis.some(({ addresses }) => addresses.includes(address))) ?? null;
}

/** A node of TKE is called by its address, which stands beside the name anyway. */
function shortNode({ name, address }: Pick<ClusterNode, "name" | "address">, say: (id: MessageId) => string): string {
  return name === address ? say("diagnose.picture.node") : name;
}

/** The id of the group: with it one goes to the console. */
function gateOf(
  hop: FilterHop & Hop,
  doubtful: boolean,
  words: DrawingWords,
  say: (id: MessageId) => string,
  filters: Found["diagnosis"]["filters"],
): GateWords {
  const [only] = hop.groupIds;
  const several = `${hop.groupIds.length} ${say("diagnose.picture.groups")}`;
  const groups = only === undefined ? say("diagnose.picture.no-group") : hop.groupIds.length === 1 ? only : several;
  const sure = filters.find((filter) => filter.hop === hop)?.verdicts.length === 1;
  const decided = sure ? verdictWords(hop, words) : say(`diagnose.picture.${hop.verdict.action}`);
  return {
    title: hop.direction === "ingress" ? words.ingress : words.egress,
    below: groups,
    verdict: doubtful ? say("diagnose.picture.unknown") : decided,
    whose: sure && !doubtful ? whoseRule(hop) : null,
  };
}

function wordsOf(
  say: (id: MessageId) => string,
  names: Pick<DrawingWords, "podA" | "podB" | "nodeA" | "nodeB">,
): DrawingWords {
  return {
    ...names,
    vpc: "VPC",
    sg1: say("diagnose.secondary"),
    sg2: say("diagnose.secondary"),
    nodeGroup: say("diagnose.primary"),
    eth0: "",
    eth1: "",
    ingress: say("diagnose.direction.ingress"),
    egress: say("diagnose.direction.egress"),
    sameGroup: say("diagnose.picture.same-group"),
    verdictUnfiltered: say("diagnose.picture.unfiltered"),
    verdictImplicit: say("diagnose.picture.implicit"),
    verdictAccept: say("diagnose.picture.accept-rule"),
    verdictDrop: say("diagnose.picture.drop-rule"),
  };
}
