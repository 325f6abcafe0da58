import { printBlock } from "./block.ts";
import type { Edit } from "./edit.ts";
import type { Blocker } from "./explain.ts";
import { flowSide } from "./flow.ts";
import type { FlowSide } from "./flow.ts";
import type { Model } from "./model.ts";
import type { AccessPath, FilterHop } from "./path.ts";
import { printRule } from "./rule.ts";
import type { Rule, Service } from "./snapshot.ts";

/**
 * The fewest changes that get a flow delivered: at each filter that drops it one rule for exactly this flow, and a listener
 * where none is. Two filters of a path never share a list, so no change can serve two of them, and each is needed.
 *
 * @returns null when the destination can't be reached whatever the rules
 */
export function smallestFix(model: Model, path: AccessPath, blockers: readonly Blocker[]): Edit[] | null {
  const edits: Edit[] = [];
  for (const { hop, reason } of blockers) {
    const edit = hop === null ? listenEdit(model, path, reason.code) : acceptEdit(model, path, hop);
    if (edit === null) return null;
    edits.push(edit);
  }
  return edits;
}

function listenEdit(model: Model, { flow }: AccessPath, code: Blocker["reason"]["code"]): Edit | null {
  const end = model.endpoint(flow.destination);
  const { protocol, destinationPort: port } = flow;
  if (code !== "not-listening" || end.kind !== "pod" || port === null) return null;
  return protocol === "tcp" || protocol === "udp"
    ? { kind: "listen", podUid: end.pod.uid, port: { protocol, port } }
    : null;
}

/**
 * Above the rule that drops, in its group; the rule is moved there if it stands further down, since no list holds one twice. Where
 * none matched, any place would do: at the end of the group that the fewest other interfaces share, so that the change concerns as
 * little else as it can.
 */
function acceptEdit(model: Model, { flow }: AccessPath, { direction, groupIds, verdict }: FilterHop): Edit {
  const rule = exactRule(flowSide(flow, direction));
  if (verdict.kind === "rule") {
    const { groupId, rule: to } = verdict;
    const from = model.groups.get(groupId)![direction].findIndex((each) => sameRule(each, rule));
    return from < 0
      ? { kind: "insert-rule", groupId, direction, index: to, rule }
      : { kind: "move-rule", groupId, direction, from, to };
  }
  const shared = (id: string) => [...model.enis.values()].filter(({ eni }) => eni.securityGroups.includes(id)).length;
  const groupId = groupIds.reduce((a, b) => (shared(b) < shared(a) ? b : a));
  return { kind: "insert-rule", groupId, direction, index: model.groups.get(groupId)![direction].length, rule };
}

/** Whatever is noted beside them. */
function sameRule(a: Rule, { action, service, peer }: Rule): boolean {
  return printRule({ action: a.action, service: a.service, peer: a.peer }) === printRule({ action, service, peer });
}

/** A rule for one peer and one port; only `all` can name a protocol that has no name. */
function exactRule({ peer, protocol, port }: FlowSide): Rule {
  const cidr = printBlock({ family: peer.family, first: peer.value, last: peer.value });
  return { action: "accept", service: exactService(protocol, port), peer: { kind: "cidr", cidr } };
}

function exactService(protocol: FlowSide["protocol"], port: number): Service {
  if (protocol === "tcp" || protocol === "udp") return { kind: "ports", protocol, ports: [{ from: port, to: port }] };
  return { kind: "protocol", protocol: protocol === "other" ? "all" : protocol };
}
