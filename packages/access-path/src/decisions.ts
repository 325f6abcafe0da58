import { witnessOf } from "./box.ts";
import type { Witness } from "./box.ts";
import type { FilterLine } from "./filter.ts";
import { cellBox, cellCount, makeGrid, readCell } from "./grid.ts";
import type { CellId, Grid } from "./grid.ts";
import { clearBit, firstCommon, hasBit, linesIn, setBit } from "./line-bits.ts";
import type { LineBits } from "./line-bits.ts";
import type { Action } from "./snapshot.ts";

/** Who decides what, over all kinds of flows. */
export interface Decisions {
  readonly grid: Grid;
  readonly actions: readonly Action[];
  /** For each line the kinds of flows that it decides. */
  readonly cellsOf: readonly (readonly CellId[])[];
  /** For each line those that match flows that it decides (itself too), one set after another. */
  readonly rivals: LineBits;
  /** Lines that match some flow. */
  readonly matching: LineBits;
}

/** Visit all kinds of flows once. */
export function surveyDecisions(lines: readonly FilterLine[]): Decisions {
  const grid = makeGrid(lines);
  const { words } = grid;
  const cellsOf: CellId[][] = lines.map(() => []);
  const rivals = new Uint32Array(lines.length * words);
  const matching = new Uint32Array(words);
  const here = new Uint32Array(words);
  for (let id = 0, end = cellCount(grid); id < end; id++) {
    const first = readCell(grid, id, here);
    if (first < 0) continue;
    cellsOf[first]!.push(id);
    for (let word = 0; word < words; word++) {
      rivals[first * words + word]! |= here[word]!;
      matching[word]! |= here[word]!;
    }
  }
  return { grid, actions: lines.map((line) => line.rule.action), cellsOf, rivals, matching };
}

/** Does the line take flows from the other one? */
export function takesFrom({ grid, rivals }: Decisions, line: number, other: number): boolean {
  return line !== other && hasBit(rivals, line * grid.words, other);
}

/** Lines that decide some of the line's flows. */
export function decidersOf(decisions: Decisions, line: number): number[] {
  return [...decisions.actions.keys()].filter((above) => takesFrom(decisions, above, line));
}

/** Those of the other action. */
export function takersOf(decisions: Decisions, line: number): number[] {
  const { actions } = decisions;
  return decidersOf(decisions, line).filter((above) => actions[above] !== actions[line]);
}

/** A flow that the upper line takes from the lower one. */
export function sharedFlow({ grid, cellsOf }: Decisions, upper: number, lower: number): Witness {
  const here = new Uint32Array(grid.words);
  const id = cellsOf[upper]!.find((cell) => (readCell(grid, cell, here), hasBit(here, 0, lower)));
  return witnessOf(cellBox(grid, id!));
}

/** A rule that decides nothing of its own. */
export interface IdleLine {
  readonly line: number;
  /** Decides no flow: lines above it take them all. */
  readonly never: boolean;
  /** Those of them that have the other action: with any, the rule is not superfluous, it is defeated. */
  readonly takers: readonly number[];
  /** Lines that take over from one that decides; none where the implicit drop does. */
  readonly heirs: readonly number[];
}

/**
 * Rules that are defeated, and rules that can go: each of these alone, and all of them together. Found from the last up, so that
 * of two alike the lower one is named.
 */
export function idleLines(decisions: Decisions): IdleLine[] {
  const { actions, cellsOf, grid, matching } = decisions;
  const staying = new Uint32Array(matching);
  const idle: IdleLine[] = [];
  for (let line = actions.length - 1; line >= 0; line--) {
    if (!hasBit(matching, 0, line)) continue;
    const never = cellsOf[line]!.length === 0;
    const takers = never ? takersOf(decisions, line) : [];
    const heirs = heirsOf(grid, line, cellsOf[line]!, matching, actions);
    const canGo = heirs !== null && heirsOf(grid, line, cellsOf[line]!, staying, actions) !== null;
    if (canGo) idle.push({ line, never, takers, heirs });
    if (canGo && takers.length === 0) clearBit(staying, line);
  }
  return idle.reverse();
}

/** The lines that would decide a line's flows in its place, or null where one of them decides otherwise. */
function heirsOf(
  grid: Grid,
  line: number,
  cells: readonly CellId[],
  staying: LineBits,
  actions: readonly Action[],
): number[] | null {
  const heirs = new Set<number>();
  const here = new Uint32Array(grid.words);
  const own = staying.slice();
  clearBit(own, line);
  for (const id of cells) {
    readCell(grid, id, here);
    for (let word = 0; word < here.length; word++) here[word]! &= own[word]!;
    const heir = firstCommon(here, 0, here, 0, here.length);
    if ((heir < 0 ? "drop" : actions[heir]) !== actions[line]) return null;
    if (heir >= 0) heirs.add(heir);
  }
  return [...heirs].sort((a, b) => a - b);
}

/** For some lines the sets of lines above them that match a kind of their flows, each set once. */
export function setsAbove({ grid }: Decisions, lines: readonly number[]): Map<number, number[][]> {
  const wanted = new Uint32Array(grid.words);
  for (const line of lines) setBit(wanted, 0, line);
  const found = new Map(lines.map((line) => [line, new Map<string, number[]>()]));
  const here = new Uint32Array(grid.words);
  for (let id = 0, end = lines.length === 0 ? 0 : cellCount(grid); id < end; id++) {
    readCell(grid, id, here);
    if (!here.some((bits, word) => (bits & wanted[word]!) !== 0)) continue;
    const matching = linesIn(here, 0, grid.words);
    for (const [index, line] of matching.entries()) {
      const above = matching.slice(0, index);
      found.get(line)?.set(above.join(), above);
    }
  }
  return new Map([...found].map(([line, sets]) => [line, [...sets.values()]]));
}
