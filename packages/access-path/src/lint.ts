import { difference, witnessOf } from "./box.ts";
import type { Box, BoxSet, Witness } from "./box.ts";
import { smallestCover } from "./cover.ts";
import { idleLines, setsAbove, surveyDecisions, takersOf, takesFrom } from "./decisions.ts";
import type { Decisions, IdleLine } from "./decisions.ts";
import type { Filter, FilterLine } from "./filter.ts";
import type { Finding, RuleRef } from "./finding.ts";
import { FLOW_PROTOCOLS, hasPorts } from "./flow.ts";
import { cellBox, cellCount, readCell, widerLines } from "./grid.ts";
import { LAST_ADDRESS } from "./ip.ts";
import { hasBit } from "./line-bits.ts";
import type { LineBits } from "./line-bits.ts";
import { modelOf } from "./model.ts";
import { allowed } from "./reach.ts";
import { printPeer, printService } from "./rule.ts";
import type { Direction, Snapshot } from "./snapshot.ts";

/**
 * What is odd about the rules that one direction of an interface obeys, in the rules' order. Groups and templates stand for what
 * they hold now: with other members some findings may go and others come.
 *
 * @throws RangeError for an interface that the snapshot doesn't hold
 */
export function lint(snapshot: Snapshot, eniId: string, direction: Direction): Finding[] {
  return lintFilter(modelOf(snapshot).filter(eniId, direction));
}

/**
 * The same for ordered groups. Exact: a rule is named exactly when the definition of the code holds over all flows. Time as for
 * visiting all kinds of flows twice, a few milliseconds for lists as people write them; memory 8 bytes a kind.
 */
export function lintFilter({ lines }: Filter): Finding[] {
  const decisions = surveyDecisions(lines);
  const wider = widerLines(decisions.grid);
  const idle = idleLines(decisions);
  const found = [
    ...nameFindings(decisions, lines),
    ...neverFindings(decisions, lines, wider, idle),
    ...heirFindings(decisions, lines, idle),
    ...orderFindings(decisions, lines, wider, idle),
  ];
  return found.sort((a, b) => a.line - b.line).map(({ finding }) => finding);
}

/** What is allowed and not tolerated, by deciding rule. */
export function overPermissive(filter: Filter, tolerated: BoxSet): Finding[] {
  const excess = new Map<string, Box[]>();
  for (const box of difference(allowed(filter), tolerated)) {
    const key = JSON.stringify(box.by);
    excess.set(key, [...(excess.get(key) ?? []), box]);
  }
  return [...excess.values()].map((boxes) => {
    const [first] = boxes as [Box];
    return { code: "over-permissive", at: first.by, excess: boxes, witness: witnessOf(first) };
  });
}

interface Placed {
  readonly line: number;
  readonly finding: Finding;
}

function refOf({ groupId, index }: FilterLine): RuleRef {
  return { groupId, rule: index };
}

function refsOf(lines: readonly FilterLine[], places: readonly number[]): RuleRef[] {
  return places.map((place) => refOf(lines[place]!));
}

/** What can be seen from a rule's own names and numbers. */
function nameFindings({ matching }: Decisions, lines: readonly FilterLine[]): Placed[] {
  return lines.flatMap((line, place): Placed[] => {
    const at = refOf(line);
    const { peer, service } = line.rule;
    if (!hasBit(matching, 0, place)) {
      const name = line.services.length === 0 ? printService(service) : printPeer(peer);
      return [{ line: place, finding: { code: "matches-nothing", at, name, witness: null } }];
    }
    if (peer.kind !== "cidr" || !isZeroPrefix(peer.cidr)) return [];
    const witness = outsideOf(line);
    return [{ line: place, finding: { code: "zero-prefix", at, written: peer.cidr, witness } }];
  });
}

function isZeroPrefix(cidr: string): boolean {
  return cidr.startsWith("0.0.0.0/") && cidr !== "0.0.0.0/0";
}

/** A flow that the rule as written doesn't match, and that the cloud's reading of it does. */
function outsideOf({ peers, services }: FilterLine): Witness {
  const first = (peers[0]?.last ?? 0n) + 1n;
  const { protocol, ports } = services[0]!;
  const named = protocol === "all" ? FLOW_PROTOCOLS[0] : protocol;
  const range = hasPorts(named) ? ports[0]! : null;
  return witnessOf({ family: 4, first, last: LAST_ADDRESS[4], protocol: named, ports: range });
}

/** Rules that decide nothing, because rules above them take all of their flows. */
function neverFindings(
  decisions: Decisions,
  lines: readonly FilterLine[],
  wider: LineBits,
  idle: readonly IdleLine[],
): Placed[] {
  const never = idle.filter((one) => one.never).map((one) => one.line);
  const rows = never.map((line) => ({
    line,
    takers: takersOf(decisions, line),
    cover: singleCover(decisions, wider, line),
  }));
  const sets = setsAbove(
    decisions,
    rows.filter((row) => row.cover === null).map((row) => row.line),
  );
  const witnesses = witnessesOf(decisions, rows);
  return rows.map(({ line, takers, cover }) => {
    const { elements, smallest } = cover ?? searchCover(decisions, line, takers, sets.get(line)!);
    const common = { at: refOf(lines[line]!), by: refsOf(lines, elements), witness: witnesses.get(line)! };
    const finding: Finding =
      takers.length === 0 ? { code: "redundant", ...common } : { code: "shadowed", smallest, ...common };
    return { line, finding };
  });
}

interface Cover {
  readonly elements: readonly number[];
  readonly smallest: boolean;
}

/** The common case without a search: one line above matches all that this one does. */
function singleCover(decisions: Decisions, wider: LineBits, line: number): Cover | null {
  const { actions, grid } = decisions;
  const takers = takersOf(decisions, line);
  const isWider = (above: number) => hasBit(wider, line * grid.words, above);
  const above = [...actions.keys()].slice(0, line).filter((place) => hasBit(decisions.matching, 0, place));
  const taker = takers.find(isWider);
  if (taker !== undefined) return { elements: [taker], smallest: true };
  const other = above.find((place) => isWider(place) && (takers.length > 0 || actions[place] === actions[line]));
  if (other === undefined) return null;
  return { elements: takers.length === 0 ? [other] : [other, takers[0]!].sort((a, b) => a - b), smallest: true };
}

function searchCover(
  { actions }: Decisions,
  line: number,
  takers: readonly number[],
  sets: readonly number[][],
): Cover {
  if (takers.length > 0) return smallestCover([...sets, takers]);
  return smallestCover(sets.map((set) => set.filter((above) => actions[above] === actions[line])));
}

/** A flow of each line; for a shadowed one, a flow that is decided otherwise. */
function witnessesOf(
  { grid, actions }: Decisions,
  rows: readonly { readonly line: number; readonly takers: readonly number[] }[],
): Map<number, Witness> {
  const found = new Map<number, Witness>();
  const here = new Uint32Array(grid.words);
  for (let id = 0, end = cellCount(grid); id < end && found.size < rows.length; id++) {
    const first = readCell(grid, id, here);
    for (const { line, takers } of first < 0 ? [] : rows) {
      if (found.has(line) || !hasBit(here, 0, line)) continue;
      if (takers.length === 0 || actions[first] !== actions[line]) found.set(line, witnessOf(cellBox(grid, id)));
    }
  }
  return found;
}

/** Rules that decide flows which others would decide alike. */
function heirFindings({ grid, cellsOf }: Decisions, lines: readonly FilterLine[], idle: readonly IdleLine[]): Placed[] {
  return idle
    .filter((one) => !one.never)
    .map(({ line, heirs }) => {
      const witness = witnessOf(cellBox(grid, cellsOf[line]![0]!));
      return { line, finding: { code: "redundant", at: refOf(lines[line]!), by: refsOf(lines, heirs), witness } };
    });
}

/** Rules that cross rules above them of the other action. */
function orderFindings(
  decisions: Decisions,
  lines: readonly FilterLine[],
  wider: LineBits,
  idle: readonly IdleLine[],
): Placed[] {
  const { grid, actions } = decisions;
  const quiet = new Set(idle.map((one) => one.line));
  const within = (line: number, other: number) => hasBit(wider, line * grid.words, other);
  return lines.flatMap((line, place): Placed[] => {
    if (quiet.has(place)) return [];
    const by = [...actions.keys()]
      .slice(0, place)
      .filter((above) => !quiet.has(above) && actions[above] !== actions[place] && takesFrom(decisions, above, place))
      .filter((above) => !within(place, above) && !within(above, place));
    if (by.length === 0) return [];
    const witness = crossing(decisions, by[0]!, place);
    return [{ line: place, finding: { code: "order-decides", at: refOf(line), by: refsOf(lines, by), witness } }];
  });
}

/** A flow that the upper line takes from the lower one. */
function crossing({ grid, cellsOf }: Decisions, upper: number, lower: number): Witness {
  const here = new Uint32Array(grid.words);
  const id = cellsOf[upper]!.find((cell) => (readCell(grid, cell, here), hasBit(here, 0, lower)));
  return witnessOf(cellBox(grid, id!));
}
