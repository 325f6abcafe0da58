import { lineMatches, peerMatches, serviceMatches } from "./evaluate.ts";
import { makeFilter } from "./filter.ts";
import type { FilterLine } from "./filter.ts";
import { flowSide } from "./flow.ts";
import type { FlowSide } from "./flow.ts";
import { parseIp } from "./ip.ts";
import type { Model } from "./model.ts";
import type { AccessPath, FilterHop } from "./path.ts";
import type { NearMiss, QuotedRule } from "./reason.ts";
import { printRule } from "./rule.ts";

export function quote({ groupId, index, rule }: FilterLine): QuotedRule {
  return { groupId, rule: index, text: printRule(rule) };
}

/** Rules that nearly accept a flow which this filter drops, the likeliest mistakes first. */
export function nearMisses(model: Model, path: AccessPath, hop: FilterHop): NearMiss[] {
  const side = flowSide(path.flow, hop.direction);
  const accepting = model.filter(hop.eniId, hop.direction).lines.filter((line) => line.rule.action === "accept");
  return [
    ...accepting.flatMap((line) => nodeInsteadOfPod(model, path, hop, side, line)),
    ...otherDirection(model, hop, side),
    ...otherInterface(model, hop, side),
    ...accepting.flatMap((line) => oneDifference(side, line)),
  ];
}

/** Exactly one of peer, protocol and port doesn't fit. */
function oneDifference(side: FlowSide, line: FilterLine): NearMiss[] {
  const peerFits = peerMatches(line, side);
  const serviceFits = line.services.some((service) => serviceMatches(service, side));
  const protocolFits = line.services.some(({ protocol }) => protocol === "all" || protocol === side.protocol);
  const portFits = line.services.some(({ ports }) =>
    ports.some(({ from, to }) => from <= side.port && side.port <= to),
  );
  if (peerFits === serviceFits) return [];
  const rule = quote(line);
  if (serviceFits) return [{ code: "peer-differs", rule }];
  if (protocolFits) return [{ code: "port-differs", rule }];
  return portFits ? [{ code: "protocol-differs", rule }] : [];
}

/** The rule would accept the node of the Pod at the far end. */
function nodeInsteadOfPod(
  model: Model,
  { flow }: AccessPath,
  { direction }: FilterHop,
  side: FlowSide,
  line: FilterLine,
): NearMiss[] {
  const far = model.endpoint(direction === "ingress" ? flow.source : flow.destination);
  const peer = far.kind === "pod" ? parseIp(far.at.node.address) : null;
  if (far.kind !== "pod" || peer === null || lineMatches(line, side) || !lineMatches(line, { ...side, peer }))
    return [];
  const [nodeAddress, podAddress] = [far.at.node.address, far.address];
  return [{ code: "peer-is-node", rule: quote(line), nodeAddress, podAddress }];
}

function otherDirection(model: Model, { eniId, direction }: FilterHop, side: FlowSide): NearMiss[] {
  const other = direction === "ingress" ? "egress" : "ingress";
  return model
    .filter(eniId, other)
    .lines.filter((line) => isMeantFor(line, side))
    .map((line) => ({ code: "other-direction", rule: quote(line), direction: other }));
}

/** A rule for everybody is no sign that somebody meant this flow. */
function isMeantFor(line: FilterLine, side: FlowSide): boolean {
  const { action, peer } = line.rule;
  return action === "accept" && !(peer.kind === "cidr" && peer.cidr.endsWith("/0")) && lineMatches(line, side);
}

/** Rules of groups that are bound to the node's other interfaces and not to this one. */
function otherInterface(model: Model, { eniId, direction, groupIds }: FilterHop, side: FlowSide): NearMiss[] {
  const enis = model.enis.get(eniId)?.node.enis.filter((eni) => eni.id !== eniId) ?? [];
  return enis.flatMap((eni) =>
    eni.securityGroups
      .filter((id) => !groupIds.includes(id))
      .flatMap((id) => makeFilter([model.groups.get(id)!], direction, model.directory).lines)
      .filter((line) => isMeantFor(line, side))
      .map((line): NearMiss => ({ code: "other-interface", rule: quote(line), eniId: eni.id })),
  );
}
