import { describeBoxes } from "../box.ts";
import type { BoxText } from "../box.ts";
import { applyEdits } from "../edit.ts";
import type { Edit, RuleEdit } from "../edit.ts";
import { explain, hopReason } from "../explain.ts";
import type { Blocker } from "../explain.ts";
import { smallestFix } from "../fix.ts";
import { modelOf } from "../model.ts";
import type { Model } from "../model.ts";
import { nearMisses } from "../near-miss.ts";
import type { AccessPath, FilterHop, Hop } from "../path.ts";
import { previewEdit } from "../preview.ts";
import type { Reason } from "../reason.ts";
import type { Direction, Flow, Snapshot } from "../snapshot.ts";
import { tracePath } from "../trace-path.ts";
import { peerUnread, serviceUnread, unreadGroups, voidsPath, withPlaceholders } from "./blind-spots.ts";
import type { Aside, BlindSpots } from "./blind-spots.ts";
import { possibleVerdicts } from "./possible.ts";
import type { FilterDoubt, Possible } from "./possible.ts";

/** As far as a flow is known to get. What becomes of it is the diagnosis's to say. */
export type KnownPath = Omit<AccessPath, "disposition">;

/** Why a diagnosis is not certain. */
export type Doubt =
  | FilterDoubt
  | Aside
  | { readonly code: "address-unknown"; readonly address: string }
  /** The Pod's containers declare ports and this isn't one. A declaration binds nobody: something may listen there all the same. */
  | {
      readonly code: "port-undeclared";
      readonly pod: string;
      readonly service: string;
      /** `tcp 80` */
      readonly declared: readonly string[];
    };

/** One filter of the way and what it says, as far as that is known. */
export interface DiagnosedFilter extends Possible {
  readonly hop: FilterHop;
  /** Of the decision when it is certain. */
  readonly reason: Reason | null;
}

/** What a change newly lets by at one interface that has the group. */
export interface Opened {
  readonly eniId: string;
  readonly nodeName: string;
  readonly primary: boolean;
  readonly direction: Direction;
  /** On the way of the flow in question; otherwise it shares the group and is opened along with it. */
  readonly onPath: boolean;
  /** The exact set; null where a list that nobody has read takes part in it. */
  readonly opened: readonly BoxText[] | null;
}

/** The fewest changes that help. */
export interface Remedy {
  readonly edits: readonly Edit[];
  readonly opens: readonly Opened[];
  /** What the path is after them: still unknown where something could not be seen. */
  readonly after: "open" | "unknown";
}

export interface Diagnosis {
  readonly flow: Flow;
  /**
   * `open`: every filter on the way is known to let it by, and nothing that could stop it went unseen. `blocked`: something known
   * stops it, whatever went unseen. `unknown`: anything else.
   */
  readonly verdict: "open" | "blocked" | "unknown";
  /** What the client sees: `silence` is a time-out, `unreachable` an error at once, before any packet leaves. */
  readonly ends: "connected" | "unreachable" | "silence" | "unknown";
  /** Hops behind the one where it ends, or may end, are not reached. */
  readonly path: KnownPath;
  /** In the order of the path. */
  readonly filters: readonly DiagnosedFilter[];
  /** All that is known to stop it, also behind the first. */
  readonly blockers: readonly Blocker[];
  readonly doubts: readonly Doubt[];
  /** null: nothing is known to be in the way, or no change of rules or listeners would help. */
  readonly remedy: Remedy | null;
}

/**
 * Diagnose a new connection in a cluster that may not have been read in full. Unlike `explain` it has a third answer, and never
 * takes what it could not see for an open door; nor does something unseen hide a drop that is certain.
 *
 * What listens in a Pod no API shows: a port that its containers don't declare is a doubt, never an obstacle.
 */
export function diagnose(known: Snapshot, flow: Flow, blind: BlindSpots): Diagnosis {
  const unread = unreadGroups(known, blind);
  const snapshot = withPlaceholders(known, unread);
  const model = modelOf(snapshot);
  const traced = tracePath(snapshot, flow);
  const filters = traced.hops.flatMap((hop): DiagnosedFilter[] => {
    if (hop.kind !== "filter") return [];
    const possible = possibleVerdicts(model, flow, hop, blind, unread);
    const certain = possible.action !== "unknown" && possible.doubts.length === 0;
    return [{ ...possible, hop, reason: certain ? hopReason(snapshot, flow, hop) : null }];
  });
  const path = markKnown(traced, filters);
  const ends = explain(snapshot, flow).blockers.filter(({ hop }) => hop === null);
  const doubts = [...doubtsOf(model, path, filters, blind), ...ends.flatMap(({ reason }) => undeclared(reason))];
  const blockers = blind.aside.some(voidsPath) ? [] : blockersOf(model, traced, path, filters, ends, blind);
  const verdict = blockers.length > 0 ? "blocked" : doubts.length > 0 ? "unknown" : "open";
  return {
    flow,
    verdict,
    ends: endOf(verdict, path),
    path,
    filters: filters.map((filter) => ({ ...filter, hop: sameHop(path, filter.hop) })),
    blockers,
    doubts,
    remedy: verdict === "blocked" ? remedyOf(model, known, traced, filters, blockers, blind, unread) : null,
  };
}

/** The way as far as it is known: it ends at the first filter that drops, or that may. */
function markKnown({ flow, route, hops }: AccessPath, filters: readonly DiagnosedFilter[]): KnownPath {
  const stop = filters.find(({ action }) => action !== "accept")?.hop;
  const end = stop === undefined ? hops.length : hops.indexOf(stop);
  return { flow, route, hops: hops.map((hop, index): Hop => ({ ...hop, reached: index <= end })) };
}

function sameHop({ hops }: KnownPath, { eniId, direction }: FilterHop): FilterHop {
  return hops.find(
    (hop): hop is FilterHop => hop.kind === "filter" && hop.eniId === eniId && hop.direction === direction,
  )!;
}

function doubtsOf(
  model: Model,
  { flow, route }: KnownPath,
  filters: readonly DiagnosedFilter[],
  { aside }: BlindSpots,
): readonly Doubt[] {
  const end = model.endpoint(flow.destination).kind;
  const explained = aside.some(
    (one) => voidsPath(one) && one.code !== "mode" && !(one.code === "no-interface" && one.end === "source"),
  );
  const unknownEnd = route !== "mixed-families" && end === "unknown" && !explained;
  return [
    ...aside,
    ...filters.flatMap(({ action, doubts }) => (action === "unknown" ? doubts : [])),
    ...(unknownEnd ? [{ code: "address-unknown", address: flow.destination } as const] : []),
  ];
}

function undeclared(reason: Reason): readonly Doubt[] {
  if (reason.code !== "not-listening") return [];
  const { pod, service, listening: declared } = reason;
  return [{ code: "port-undeclared", pod, service, declared }];
}

/** Filters that certainly drop, and ends that certainly don't answer. */
function blockersOf(
  model: Model,
  traced: AccessPath,
  path: KnownPath,
  filters: readonly DiagnosedFilter[],
  ends: readonly Blocker[],
  { aside }: BlindSpots,
): readonly Blocker[] {
  const dropping = filters.filter(({ action }) => action === "drop");
  const atFilters = dropping.map(({ hop, reason }): Blocker => ({
    hop: sameHop(path, hop),
    reason: reason ?? hopReason(model.snapshot, path.flow, hop),
    nearMisses: nearMisses(model, traced, hop),
  }));
  // An address on no interface may be a balancer's, a database's or another network's, and one that no Pod is seen to have may be
  // one's that could not be listed: these are doubts, not obstacles.
  const poorlyListed = aside.some(({ code }) => code === "pods-unread");
  const doubtful = ["address-unknown", "not-listening", ...(poorlyListed ? ["address-spare"] : [])];
  return [...atFilters, ...ends.filter(({ reason }) => !doubtful.includes(reason.code))];
}

function endOf(verdict: Diagnosis["verdict"], { route }: KnownPath): Diagnosis["ends"] {
  if (verdict === "open") return "connected";
  if (verdict === "unknown") return "unknown";
  return route === "mixed-families" ? "unreachable" : "silence";
}

function remedyOf(
  model: Model,
  known: Snapshot,
  path: AccessPath,
  filters: readonly DiagnosedFilter[],
  blockers: readonly Blocker[],
  blind: BlindSpots,
  unread: ReadonlySet<string>,
): Remedy | null {
  const placed = blockers.map((blocker) => ({ ...blocker, hop: aboveAll(blocker.hop, filters) }));
  const edits = smallestFix(model, path, placed);
  if (edits === null) return null;
  const after = diagnose(applyEdits(known, edits), path.flow, blind).verdict;
  const opens = edits.flatMap((edit) =>
    edit.kind === "listen" ? [] : openedBy(model, edit, filters, (eniId) => isExact(model, eniId, edit, blind, unread)),
  );
  return after === "blocked" ? null : { edits, opens, after };
}

/** A rule goes above the first that may drop the flow, not just above the one that does. */
function aboveAll(hop: FilterHop | null, filters: readonly DiagnosedFilter[]): FilterHop | null {
  const filter = filters.find(({ hop: own }) => own.eniId === hop?.eniId && own.direction === hop.direction);
  return hop === null || filter === undefined ? hop : { ...hop, verdict: filter.verdicts[0]! };
}

function openedBy(
  model: Model,
  edit: RuleEdit,
  filters: readonly DiagnosedFilter[],
  exact: (eniId: string) => boolean,
): readonly Opened[] {
  const { direction } = edit;
  return previewEdit(model.snapshot, edit).flatMap(({ eniId, opened }): Opened[] => {
    const { eni, node } = model.enis.get(eniId)!;
    const onPath = filters.some(({ hop }) => hop.eniId === eniId && hop.direction === direction);
    const place = { eniId, nodeName: node.name, primary: eni.primary, direction, onPath };
    if (!exact(eniId)) return [{ ...place, opened: null }];
    return opened.length === 0 ? [] : [{ ...place, opened: describeBoxes(opened) }];
  });
}

/** Is every list that takes part at this interface known? */
function isExact(
  model: Model,
  eniId: string,
  { direction }: RuleEdit,
  blind: BlindSpots,
  unread: ReadonlySet<string>,
): boolean {
  const { groupIds, lines } = model.filter(eniId, direction);
  if (groupIds.some((id) => unread.has(id))) return false;
  return !lines.some((line) => peerUnread(line, blind, model.snapshot) || serviceUnread(line, blind, model.snapshot));
}
