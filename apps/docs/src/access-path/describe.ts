import { hopReason, sentence } from "@podpath/access-path";
import type { AccessPath, Explanation, FilterHop, Hop, SecurityGroup } from "@podpath/access-path";
import { drawnPath, toneOf as drawnTone, type Tone } from "@podpath/access-path/drawing";
import { fill, type Messages, type Say } from "../messages/messages.ts";
import type { Scene } from "./scene.ts";

/** One line of the text equivalent. */
export interface HopWords {
  readonly hop: Hop;
  readonly text: string;
}

export function toneOf(hop: Hop, path: AccessPath): Tone {
  return drawnTone(hop, drawnPath(path));
}

/** What the operator at Pod A sees, and why it is so. */
export function describeOutcome({ path, reason }: Explanation, messages: Messages, say: Say): string {
  const why = { reason: say(sentence(reason)) };
  switch (path.disposition.kind) {
    case "delivered":
      return fill(messages.outcomeDelivered, why);
    case "refused":
      return fill(path.flow.protocol === "tcp" ? messages.outcomeRefused : messages.outcomeUnreachable, why);
    case "dropped":
    case "no-route":
      return fill(path.flow.protocol === "tcp" ? messages.outcomeTimedOut : messages.outcomeSilent, why);
    default:
      return path.disposition satisfies never;
  }
}

/** Every hop in order: the picture in words. */
export function describeHops(path: AccessPath, scene: Scene, messages: Messages, say: Say): HopWords[] {
  return path.hops.map((hop) => ({ hop, text: hopWords(hop, path, scene, messages, say) }));
}

function hopWords(hop: Hop, path: AccessPath, scene: Scene, messages: Messages, say: Say): string {
  const name = nameOf(hop, scene, messages);
  if (!hop.reached) return fill(messages.hopUnreached, { name });
  if (hop.kind === "vpc") return fill(messages.hopVpc, { name });
  if (hop.kind === "filter")
    return fill(messages.hopFilter, {
      node: nodeName(hop.nodeName, scene, messages),
      reason: say(sentence(hopReason(scene.snapshot, path.flow, hop))),
    });
  if (hop.role === "source") return fill(messages.hopSource, { name, flow: flowWords(path, messages) });
  if (hop.role === "carrier") return fill(messages.hopCarrier, { name });
  if (path.disposition.kind !== "refused") return fill(messages.hopArrived, { name });
  return fill(path.flow.protocol === "tcp" ? messages.hopRefused : messages.hopUnreachable, { name });
}

export function groupOf(id: string, scene: Scene): SecurityGroup | undefined {
  return scene.snapshot.securityGroups.find((group) => group.id === id);
}

/** Who or what a hop is, as the reader knows it. */
export function nameOf(hop: Hop, scene: Scene, messages: Messages): string {
  switch (hop.kind) {
    case "pod":
      return `${hop.podUid === scene.podA.uid ? messages.podA : messages.podB} ${hop.address}`;
    case "node":
      return nodeName(hop.nodeName, scene, messages);
    case "filter":
      return eniName(hop, scene, messages);
    case "vpc":
      return messages.vpc;
    case "unknown":
      return hop.address;
    default:
      return hop satisfies never;
  }
}

export function eniName(hop: FilterHop, scene: Scene, messages: Messages): string {
  const eni = hop.primary ? messages.primaryEni : messages.secondaryEni;
  return fill(messages.eniOfNode, {
    node: nodeName(hop.nodeName, scene, messages),
    eni,
    id: hop.eniId,
    direction: messages[hop.direction],
  });
}

export function nodeName(name: string, scene: Scene, messages: Messages): string {
  return name === scene.nodeA.name ? messages.nodeA : messages.nodeB;
}

function flowWords({ flow }: AccessPath, messages: Messages): string {
  const service = flow.protocol.toUpperCase() + (flow.destinationPort === null ? "" : ` ${flow.destinationPort}`);
  return fill(messages.flowWords, { service, destination: flow.destination });
}
