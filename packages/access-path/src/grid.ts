import { makeRows } from "./address-rows.ts";
import type { AddressRows } from "./address-rows.ts";
import type { Box } from "./box.ts";
import { columnExists, columnPorts, columnSpans, makeColumns } from "./columns.ts";
import type { Columns } from "./columns.ts";
import { LAST_ADDRESS } from "./ip.ts";
import type { Family } from "./ip.ts";
import { columnLines, linesIn, wordsFor } from "./line-bits.ts";
import type { LineBits } from "./line-bits.ts";
import type { Coverage } from "./paint.ts";

/**
 * All flows, divided into kinds that match the same lines: rows of addresses by columns of services. Rows, and columns, that
 * match the same lines are kept once, so that lists of ordinary rules have few kinds.
 */
export interface Grid {
  readonly lineCount: number;
  /** Words of a set of lines. */
  readonly words: number;
  readonly columns: Columns;
  readonly columnLines: LineBits;
  readonly families: readonly FamilyGrid[];
}

interface FamilyGrid {
  readonly family: Family;
  readonly rows: AddressRows;
  readonly rowKinds: readonly number[];
  readonly columnKinds: readonly number[];
}

/** A kind of flow: a number that `readCell` and `cellBox` know. */
export type CellId = number;

/** With n lines, r rows and c columns, both at most two for each range: O(n·(r + c)) bits of memory, as many steps. */
export function makeGrid(lines: readonly Coverage[]): Grid {
  const columns = makeColumns(lines.flatMap((line) => line.services));
  const words = wordsFor(lines.length);
  const bits = columnLines(
    columns,
    lines.map((line) => columnSpans(columns, line.services)),
  );
  const peers = lines.map((line) => line.peers);
  const families = ([4, 6] as const).map((family): FamilyGrid => {
    const rows = makeRows(family, peers);
    const existing = [...columns.protocol.keys()].filter((column) => columnExists(columns, column, family));
    const everyRow = [...Array(rows.count).keys()];
    return {
      family,
      rows,
      rowKinds: distinct(rows.lines, words, everyRow),
      columnKinds: distinct(bits, words, existing),
    };
  });
  return { lineCount: lines.length, words, columns, columnLines: bits, families };
}

/** The places whose sets of lines are neither empty nor seen before. */
function distinct(bits: LineBits, words: number, places: readonly number[]): number[] {
  const seen = new Set<string>();
  return places.filter((place) => {
    const own = bits.subarray(place * words, (place + 1) * words);
    const key = own.join();
    if (seen.has(key) || own.every((word) => word === 0)) return false;
    seen.add(key);
    return true;
  });
}

/** How many cells there are; their ids are the numbers below it. */
export function cellCount(grid: Grid): number {
  return grid.families.reduce((sum, { rowKinds, columnKinds }) => sum + rowKinds.length * columnKinds.length, 0);
}

/**
 * Which lines match a kind of flow.
 *
 * @param out gets the lines as bits
 * @returns the first of them, or -1 where none does
 */
export function readCell(grid: Grid, id: CellId, out: LineBits): number {
  const { family, row, column } = placeOf(grid, id);
  const [rowAt, columnAt] = [row * grid.words, column * grid.words];
  let first = -1;
  for (let word = 0; word < grid.words; word++) {
    const common = family.rows.lines[rowAt + word]! & grid.columnLines[columnAt + word]!;
    out[word] = common;
    if (first < 0 && common !== 0) first = (word << 5) + 31 - Math.clz32(common & -common);
  }
  return first;
}

function placeOf(
  grid: Grid,
  id: CellId,
): { readonly family: FamilyGrid; readonly row: number; readonly column: number } {
  let rest = id;
  for (const family of grid.families) {
    const { rowKinds, columnKinds } = family;
    const row = rowKinds[Math.floor(rest / columnKinds.length)];
    if (row !== undefined) return { family, row, column: columnKinds[rest % columnKinds.length]! };
    rest -= rowKinds.length * columnKinds.length;
  }
  throw new RangeError(`no cell ${id}`);
}

/** A box of flows of that kind. */
export function cellBox(grid: Grid, id: CellId): Omit<Box, "by"> {
  const {
    family: { family, rows },
    row,
    column,
  } = placeOf(grid, id);
  const next = rows.starts[row + 1];
  return {
    family,
    first: rows.starts[row]!,
    last: next === undefined ? LAST_ADDRESS[family] : next - 1n,
    protocol: grid.columns.protocol[column]!,
    ports: columnPorts(grid.columns, column),
  };
}

/**
 * For each line the lines that match all that it matches (itself too), one set after another. What a line matches is all of
 * its peers by all of its services, so rows and columns can be looked at apart. A line that matches nothing is in every set.
 */
export function widerLines(grid: Grid): LineBits {
  const { words, lineCount } = grid;
  const wider = new Uint32Array(lineCount * words).fill(0xffff_ffff);
  for (const { rows, rowKinds, columnKinds } of grid.families) {
    const byRow = commonToAll(grid, rows.lines, rowKinds);
    const byColumn = commonToAll(grid, grid.columnLines, columnKinds);
    for (let line = 0; line < lineCount; line++)
      if (byRow.seen[line] === 1 && byColumn.seen[line] === 1)
        for (let at = line * words; at < (line + 1) * words; at++)
          wider[at]! &= byRow.common[at]! & byColumn.common[at]!;
  }
  return wider;
}

/** For each line what all the places that it is in have in common. */
function commonToAll({ lineCount, words }: Grid, bits: LineBits, places: readonly number[]) {
  const common = new Uint32Array(lineCount * words).fill(0xffff_ffff);
  const seen = new Uint8Array(lineCount);
  for (const place of places)
    for (const line of linesIn(bits, place * words, words)) {
      seen[line] = 1;
      for (let word = 0; word < words; word++) common[line * words + word]! &= bits[place * words + word]!;
    }
  return { common, seen };
}
