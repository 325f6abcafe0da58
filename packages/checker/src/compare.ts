import { filterHops, tracePath } from "@podpath/access-path";
import type { AccessPath, FilterHop, Flow, RuleCounter, Snapshot } from "@podpath/access-path";
import type { ProbeResult } from "./evidence.ts";

/**
 * What the model, the packets and the counters say about one probe, taken together.
 *
 * `agree`: nobody contradicts anybody about a security group. `endpoint`: neither do they, but something at one end, outside
 * every group, made the outcome. `contradict`: they differ at a group, which is our defect. `unknown`: one who could tell is
 * missing.
 */
export type Comparison =
  | { readonly kind: "agree"; readonly path: AccessPath }
  | { readonly kind: "endpoint"; readonly path: AccessPath; readonly end: "source" | "target" }
  | { readonly kind: "contradict"; readonly path: AccessPath; readonly at: FilterHop | null }
  | { readonly kind: "unknown"; readonly path: AccessPath };

/** Compare the model's path of a flow with what became of a real connection over it. */
export function compare(snapshot: Snapshot, flow: Flow, probe: ProbeResult): Comparison {
  const path = tracePath(snapshot, flow);
  const compared = compareOutcome(path, flow, probe);
  // What came out of Pod A's interface was another packet than the one asked for: nothing in the VPC is to blame for its fate.
  return compared.kind === "contradict" && probe.observation.entered === false
    ? { kind: "endpoint", path, end: "source" }
    : compared;
}

function compareOutcome(path: AccessPath, flow: Flow, probe: ProbeResult): Comparison {
  const { outcome, moved } = probe.observation;
  const passes = path.disposition.kind === "delivered" || path.disposition.kind === "refused";
  switch (outcome.kind) {
    case "connected":
      if (isImpostor(probe, flow)) return { kind: "endpoint", path, end: "source" };
      return passes ? countedAll(path, moved) : { kind: "contradict", path, at: droppingHop(path) };
    case "refused":
      return passes ? refusedAfter(path, moved) : refusedBefore(path, moved);
    case "timed-out":
      return passes ? silentAnyway(path, moved) : silentAsPredicted(path, moved);
    case "failed":
      return outcome.exitCode === null ? { kind: "unknown", path } : { kind: "endpoint", path, end: "source" };
    default:
      return outcome satisfies never;
  }
}

/** Something on Pod A's side answered in the place of Pod B, or asked Pod B in the place of Pod A. */
function isImpostor({ seenByTarget, seenFrom }: ProbeResult, { source }: Pick<Flow, "source">): boolean {
  return seenByTarget === false || (seenFrom !== null && seenFrom !== source);
}

type Moved = readonly RuleCounter[] | null;

/** A connection that went through must have been counted by the very rule that the model names, at every group. */
function countedAll(path: AccessPath, moved: Moved): Comparison {
  const missing = moved === null ? undefined : filterHops(path).find((hop) => !counted(hop, moved));
  return missing === undefined ? { kind: "agree", path } : { kind: "contradict", path, at: missing };
}

/** An RST came back. If no group saw the SYN, it never left: something in Pod A or its node answered. */
function refusedAfter(path: AccessPath, moved: Moved): Comparison {
  const hops = filterHops(path);
  if (moved !== null && hops.length > 0 && !hops.some((hop) => touched(hop, moved)))
    return { kind: "endpoint", path, end: "source" };
  const compared = countedAll(path, moved);
  return compared.kind === "agree" && path.disposition.kind === "delivered"
    ? { kind: "endpoint", path, end: "target" }
    : compared;
}

/** The model says silence, and yet an RST came back: from Pod A's own side if the dropping group let nothing by. */
function refusedBefore(path: AccessPath, moved: Moved): Comparison {
  const at = droppingHop(path);
  if (moved === null) return { kind: "unknown", path };
  return at === null || accepted(at, moved)
    ? { kind: "contradict", path, at }
    : { kind: "endpoint", path, end: "source" };
}

/** The model says that the groups let it by, and yet nothing came back: how far did the counters see it come? */
function silentAnyway(path: AccessPath, moved: Moved): Comparison {
  const hops = filterHops(path);
  if (hops.length === 0) return { kind: "endpoint", path, end: "target" };
  if (moved === null) return { kind: "unknown", path };
  const wrong = hops.find((hop) => touched(hop, moved) && !counted(hop, moved));
  if (wrong !== undefined) return { kind: "contradict", path, at: wrong };
  const seen = hops.map((hop) => counted(hop, moved));
  if (seen.every(Boolean)) return { kind: "endpoint", path, end: "target" };
  const lost = hops[seen.indexOf(false)]!;
  return lost === hops[0] ? { kind: "endpoint", path, end: "source" } : { kind: "contradict", path, at: lost };
}

/** Both say silence; the counters must show the drop where the model has it, or nothing, if the SYN never left. */
function silentAsPredicted(path: AccessPath, moved: Moved): Comparison {
  const at = droppingHop(path);
  const hops = filterHops(path);
  if (moved === null || at === null || counted(at, moved)) return { kind: "agree", path };
  const anySeen = hops.some((hop) => touched(hop, moved));
  return anySeen ? { kind: "contradict", path, at } : { kind: "endpoint", path, end: "source" };
}

function droppingHop({ disposition }: AccessPath): FilterHop | null {
  return disposition.kind === "dropped" ? disposition.at : null;
}

/** An unfiltered interface has no counter, so nothing can be missing there. */
function counted({ eniId, direction, verdict }: FilterHop, moved: readonly RuleCounter[]): boolean {
  return (
    verdict.kind === "unfiltered" ||
    moved.some(
      (counter) =>
        counter.eniId === eniId &&
        counter.direction === direction &&
        counter.groupId === verdict.groupId &&
        counter.rule === verdict.rule &&
        counter.packets > 0,
    )
  );
}

function touched({ eniId, direction }: FilterHop, moved: readonly RuleCounter[]): boolean {
  return moved.some((counter) => counter.eniId === eniId && counter.direction === direction && counter.packets > 0);
}

/** Moved, but not at the rule that the model says drops. */
function accepted(hop: FilterHop, moved: readonly RuleCounter[]): boolean {
  return touched(hop, moved) && !counted(hop, moved);
}
