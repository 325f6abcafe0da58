import { decide, lineMatches } from "./evaluate.ts";
import type { Verdict } from "./evaluate.ts";
import type { Edit } from "./edit.ts";
import type { Filter } from "./filter.ts";
import type { RuleRef } from "./finding.ts";
import { flowSide } from "./flow.ts";
import { modelOf } from "./model.ts";
import type { Model } from "./model.ts";
import { nearMisses, quote } from "./near-miss.ts";
import { filterHops } from "./path.ts";
import type { AccessPath, FilterHop, PodHop } from "./path.ts";
import type { NearMiss, Reason } from "./reason.ts";
import { smallestFix } from "./fix.ts";
import type { Flow, Snapshot } from "./snapshot.ts";
import { listens, tracePath } from "./trace-path.ts";

/** Something that keeps a flow from its destination. */
export interface Blocker {
  readonly reason: Reason;
  /** The filter that drops it; null when the obstacle is at the end: nobody listens, or nobody is there. */
  readonly hop: FilterHop | null;
  /** Accepting rules that nearly fit, best first: what to look at before adding another one. */
  readonly nearMisses: readonly NearMiss[];
}

/** A rule that lets an allowed flow by. */
export interface NeededRule extends RuleRef {
  readonly hop: FilterHop;
  /** What would decide without it. While that accepts, the rule could go. */
  readonly without: Verdict;
}

/** Why a flow ends as it does, and what would change that. */
export interface Explanation {
  readonly path: AccessPath;
  readonly reason: Reason;
  /** Every obstacle on the way, also those behind the first; empty when it is delivered. */
  readonly blockers: readonly Blocker[];
  /**
   * The fewest changes after which the flow is delivered, and nothing more; each of them is needed. Empty when it is delivered
   * anyway, null when no rule and no listener could help.
   */
  readonly fix: readonly Edit[] | null;
  /** For a delivered flow the rule that accepts it at each filter. */
  readonly needed: readonly NeededRule[];
}

/**
 * Explain a new connection: trace it, look at every filter of the way even behind the first drop, and find the smallest fix.
 * Time as for `tracePath`, plus one look at every rule of the groups concerned.
 */
export function explain(snapshot: Snapshot, flow: Flow): Explanation {
  const model = modelOf(snapshot);
  const path = tracePath(snapshot, flow);
  const blockers = [...filterBlockers(model, path), ...endBlockers(model, path)];
  const delivered = path.disposition.kind === "delivered";
  return {
    path,
    reason: blockers[0]?.reason ?? deliveredReason(path),
    blockers,
    fix: delivered ? [] : smallestFix(model, path, blockers),
    needed: delivered ? neededRules(model, path) : [],
  };
}

/** What one filter said, as a reason. */
export function hopReason(snapshot: Snapshot, flow: Flow, hop: FilterHop): Reason {
  const { eniId, direction, groupIds, verdict } = hop;
  const filter = modelOf(snapshot).filter(eniId, direction);
  const place = { eniId, direction };
  switch (verdict.kind) {
    case "unfiltered":
      return { code: "unfiltered", ...place, feature: snapshot.eniSecurityGroups };
    case "implicit-drop": {
      const ruleCount = filter.lines.length;
      return ruleCount === 0
        ? { code: "no-rules", ...place, groupIds }
        : { code: "no-match", ...place, groupIds, ruleCount };
    }
    case "rule":
      return ruleReason(filter, flow, hop, verdict);
    default:
      return verdict satisfies never;
  }
}

function ruleReason(filter: Filter, flow: Flow, hop: FilterHop, verdict: Verdict & { readonly kind: "rule" }): Reason {
  const { eniId, direction } = hop;
  const side = flowSide(flow, direction);
  const matching = filter.lines.filter((line) => lineMatches(line, side));
  const by = quote(matching[0]!);
  if (verdict.action === "accept") return { code: "accepted-by-rule", eniId, direction, by };
  const below = matching.find((line) => line.rule.action === "accept");
  return below === undefined
    ? { code: "dropped-by-rule", eniId, direction, by }
    : { code: "dropped-above-accept", eniId, direction, by, below: quote(below) };
}

function filterBlockers(model: Model, path: AccessPath): Blocker[] {
  return filterHops(path)
    .filter((hop) => hop.verdict.action === "drop")
    .map((hop) => ({
      reason: hopReason(model.snapshot, path.flow, hop),
      hop,
      nearMisses: nearMisses(model, path, hop),
    }));
}

/** What stands in the way at the end, whether the flow gets there or not. */
function endBlockers(model: Model, { flow, route, hops }: AccessPath): Blocker[] {
  const { source, destination } = flow;
  if (route === "mixed-families") return blocked({ code: "mixed-families", source, destination });
  const end = model.endpoint(destination);
  if (end.kind === "unknown") return blocked({ code: "address-unknown", address: destination });
  if (end.kind === "spare") return blocked({ code: "address-spare", address: destination, nodeName: end.at.node.name });
  if (end.kind !== "pod" || listens(end, flow)) return [];
  const { name } = hops.at(-1) as PodHop;
  const listening = end.pod.containers.flatMap(({ ports }) => ports.map(({ protocol, port }) => `${protocol} ${port}`));
  return blocked({ code: "not-listening", pod: name, service: `${flow.protocol} ${flow.destinationPort}`, listening });
}

function blocked(reason: Reason): Blocker[] {
  return [{ reason, hop: null, nearMisses: [] }];
}

function deliveredReason({ flow, route, hops }: AccessPath): Reason {
  const [first] = hops;
  return route === "same-node" && first !== undefined && "nodeName" in first
    ? { code: "same-node", nodeName: first.nodeName }
    : { code: "delivered", destination: flow.destination };
}

function neededRules(model: Model, path: AccessPath): NeededRule[] {
  return filterHops(path).flatMap((hop): NeededRule[] => {
    const { kind, groupId, rule } = hop.verdict;
    if (kind !== "rule") return [];
    const filter = model.filter(hop.eniId, hop.direction);
    const lines = filter.lines.filter((line) => line.groupId !== groupId || line.index !== rule);
    return [{ groupId, rule, hop, without: decide({ ...filter, lines }, path.flow) }];
  });
}
