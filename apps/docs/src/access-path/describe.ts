import { filterHops, printRule } from "@podpath/access-path";
import type { AccessPath, FilterHop, Hop, SecurityGroup } from "@podpath/access-path";
import { fill, type Messages } from "../messages/messages.ts";
import type { Scene } from "./scene.ts";

/** One line of the text equivalent. */
export interface HopWords {
  readonly hop: Hop;
  readonly text: string;
}

/** `passed` got through, `stopped` ended here, `quiet` nothing was decided, `unreached` the flow never came here. */
export type Tone = "passed" | "stopped" | "quiet" | "unreached";

export function toneOf(hop: Hop, path: AccessPath): Tone {
  if (!hop.reached) return "unreached";
  if (hop.kind === "filter") return hop.verdict.action === "drop" ? "stopped" : "passed";
  const { disposition } = path;
  if (disposition.kind === "refused" && disposition.by === hop) return "stopped";
  if ("role" in hop && hop.role === "destination") return disposition.kind === "delivered" ? "passed" : "stopped";
  return "quiet";
}

/** What became of the flow and why, in a sentence or two. */
export function describeOutcome(path: AccessPath, scene: Scene, messages: Messages): string {
  const { disposition } = path;
  switch (disposition.kind) {
    case "delivered":
      return deliveredWords(path, messages);
    case "refused":
      return fill(messages.outcomeRefused, { place: nameOf(disposition.by, scene, messages), port: portWords(path) });
    case "dropped":
      return fill(messages.outcomeDropped, {
        place: nameOf(disposition.at, scene, messages),
        reason: reasonOf(disposition.at, scene, messages),
      });
    case "no-route":
      return fill(messages.outcomeNoRoute, { address: path.flow.destination });
    default:
      return disposition satisfies never;
  }
}

function deliveredWords(path: AccessPath, messages: Messages): string {
  const filters = filterHops(path);
  if (filters.length === 0) return messages.outcomeSameNode;
  return filters.every((hop) => hop.verdict.kind === "unfiltered")
    ? messages.outcomeUnfiltered
    : messages.outcomeDelivered;
}

/** Every hop in order: the picture in words. */
export function describeHops(path: AccessPath, scene: Scene, messages: Messages): HopWords[] {
  return path.hops.map((hop) => ({ hop, text: hopWords(hop, path, scene, messages) }));
}

function hopWords(hop: Hop, path: AccessPath, scene: Scene, messages: Messages): string {
  const name = nameOf(hop, scene, messages);
  if (hop.kind === "vpc") return fill(hop.reached ? messages.hopVpc : messages.hopUnreached, { name });
  if (hop.kind === "filter") return filterWords(hop, name, scene, messages);
  if (hop.role === "source") return fill(messages.hopSource, { name, flow: flowWords(path, messages) });
  if (!hop.reached) return fill(messages.hopUnreached, { name });
  if (hop.role === "carrier") return fill(messages.hopCarrier, { name });
  if (path.disposition.kind === "refused") return fill(messages.hopRefused, { name, port: portWords(path) });
  return fill(messages.hopArrived, { name });
}

function filterWords(hop: FilterHop, name: string, scene: Scene, messages: Messages): string {
  if (!hop.reached) return fill(messages.hopUnreached, { name });
  const verdict = hop.verdict.action === "accept" ? messages.accepts : messages.drops;
  return fill(messages.hopFilter, { name, verdict, reason: reasonOf(hop, scene, messages) });
}

/** Why a filter decided as it did. */
export function reasonOf(hop: FilterHop, scene: Scene, messages: Messages): string {
  const { verdict } = hop;
  switch (verdict.kind) {
    case "unfiltered":
      return scene.snapshot.eniSecurityGroups === "off" ? messages.reasonFeatureOff : messages.reasonNoGroup;
    case "implicit-drop":
      return fill(messages.reasonImplicit, { groups: hop.groupIds.join(messages.listComma) });
    case "rule": {
      const rule = groupOf(verdict.groupId, scene)?.[hop.direction][verdict.rule];
      return fill(messages.reasonRule, {
        group: verdict.groupId,
        index: verdict.rule,
        rule: rule === undefined ? "" : printRule(rule),
      });
    }
    default:
      return verdict satisfies never;
  }
}

export function groupOf(id: string, scene: Scene): SecurityGroup | undefined {
  return scene.snapshot.securityGroups.find((group) => group.id === id);
}

/** Who or what a hop is, as the reader knows it. */
export function nameOf(hop: Hop, scene: Scene, messages: Messages): string {
  switch (hop.kind) {
    case "pod":
      return fill("{who} {address}", {
        who: hop.podUid === scene.podA.uid ? messages.podA : messages.podB,
        address: hop.address,
      });
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
  const direction = hop.direction === "ingress" ? messages.ingress : messages.egress;
  return fill(messages.eniOfNode, { node: nodeName(hop.nodeName, scene, messages), eni, direction });
}

export function nodeName(name: string, scene: Scene, messages: Messages): string {
  return name === scene.nodeA.name ? messages.nodeA : messages.nodeB;
}

function portWords(path: AccessPath): string {
  return path.flow.destinationPort === null ? path.flow.protocol : String(path.flow.destinationPort);
}

function flowWords({ flow }: AccessPath, messages: Messages): string {
  const service = flow.protocol.toUpperCase() + (flow.destinationPort === null ? "" : ` ${flow.destinationPort}`);
  return fill(messages.flowWords, { service, destination: flow.destination });
}
