import type { AddressRange } from "./block.ts";
import { columnExists, columnPorts, columnSpans, makeColumns } from "./columns.ts";
import type { Columns, ColumnSpan } from "./columns.ts";
import type { ServiceMatch } from "./filter.ts";
import type { FlowProtocol } from "./flow.ts";
import { LAST_ADDRESS } from "./ip.ts";
import type { Family } from "./ip.ts";
import { peerEvents } from "./rows.ts";
import type { PortRange } from "./snapshot.ts";

/** What a line covers: every pair of one of its peers and one of its services. */
export interface Coverage {
  readonly peers: readonly AddressRange[];
  readonly services: readonly ServiceMatch[];
}

/** A box of flows that one line decides. */
export interface PaintedBox {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly protocol: FlowProtocol;
  /** null where the protocol has no ports */
  readonly ports: PortRange | null;
  /** Index of the first line that covers the box. */
  readonly line: number;
}

/**
 * Divide all flows that some line covers into disjoint boxes, each with the first line that covers it.
 *
 * A sweep up the address axis of each family. Between two events the set of active lines is fixed; they are painted onto the
 * columns in order, each only where no earlier one has painted. A box goes on while two neighbouring slabs agree.
 * With n lines and c columns: O(n·(a + c)) steps, a the lines that overlap in one address; memory O(c + boxes).
 */
export function paint(lines: readonly Coverage[]): PaintedBox[] {
  const columns = makeColumns(lines.flatMap((line) => line.services));
  const spans = lines.map((line) => columnSpans(columns, line.services));
  return ([4, 6] as const).flatMap((family) => paintFamily(family, lines, columns, spans));
}

function paintFamily(
  family: Family,
  lines: readonly Coverage[],
  columns: Columns,
  spans: readonly (readonly ColumnSpan[])[],
): PaintedBox[] {
  const boxes: PaintedBox[] = [];
  const events = peerEvents(
    family,
    lines.map((line) => line.peers),
  );
  const active: number[] = [];
  const canvas = makeCanvas(family, columns);
  let open: OpenBox[] = [];
  for (let index = 0; index < events.length;) {
    const at = events[index]!.at;
    for (; index < events.length && events[index]!.at === at; index++) toggle(active, events[index]!.line);
    open = continueBoxes(open, canvas.runs(active, spans), at, (box) => boxes.push(closeBox(box, at - 1n)));
  }
  for (const box of open) boxes.push(closeBox(box, LAST_ADDRESS[family]));
  return boxes;

  function closeBox({ first, run }: OpenBox, last: bigint): PaintedBox {
    const from = columnPorts(columns, run.from);
    const ports = from === null ? null : { from: from.from, to: columns.lastPort[run.to - 1]! };
    return { family, first, last, protocol: columns.protocol[run.from]!, ports, line: run.line };
  }
}

/** Keep the active lines in order: put one in, or take it out. */
function toggle(active: number[], line: number): void {
  let [low, high] = [0, active.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (active[middle]! < line) low = middle + 1;
    else high = middle;
  }
  if (active[low] === line) active.splice(low, 1);
  else active.splice(low, 0, line);
}

/** Neighbouring columns of one protocol that the same line decides. */
interface Run extends ColumnSpan {
  readonly line: number;
}

interface OpenBox {
  readonly first: bigint;
  readonly run: Run;
}

/** Boxes whose run is found again go on, the others are closed; both lists are in column order. */
function continueBoxes(
  open: readonly OpenBox[],
  runs: readonly Run[],
  at: bigint,
  close: (box: OpenBox) => void,
): OpenBox[] {
  const next: OpenBox[] = [];
  let index = 0;
  for (const run of runs) {
    while (index < open.length && open[index]!.run.from < run.from) close(open[index++]!);
    const old = open[index];
    const goesOn = old !== undefined && sameRun(old.run, run);
    next.push(goesOn ? old : { first: at, run });
    if (goesOn) index++;
  }
  while (index < open.length) close(open[index++]!);
  return next;
}

function sameRun(a: Run, b: Run): boolean {
  return a.from === b.from && a.to === b.to && a.line === b.line;
}

/** One slab's columns, painted once each. `next[c]` leads to the first unpainted column at or after c. */
function makeCanvas(family: Family, columns: Columns) {
  const { count } = columns;
  const painted = new Int32Array(count);
  const next = new Int32Array(count + 1);
  const blank = Int32Array.from({ length: count + 1 }, (_, column) => column);
  const exists = columns.protocol.map((_, column) => columnExists(columns, column, family));

  function unpainted(column: number): number {
    let end = column;
    while (next[end] !== end) end = next[end]!;
    for (let at = column; at !== end;) {
      const step = next[at]!;
      next[at] = end;
      at = step;
    }
    return end;
  }

  /** @returns the runs of the slab in which these lines are active, in column order */
  function runs(active: readonly number[], spans: readonly (readonly ColumnSpan[])[]): Run[] {
    next.set(blank);
    painted.fill(-1);
    let left = count;
    for (const line of active) {
      for (const span of spans[line]!)
        for (let column = unpainted(span.from); column < span.to; column = unpainted(column + 1)) {
          painted[column] = line;
          next[column] = column + 1;
          left--;
        }
      if (left === 0) break;
    }
    return collectRuns();
  }

  function collectRuns(): Run[] {
    const found: Run[] = [];
    for (let from = 0; from < count;) {
      const line = painted[from]!;
      const protocol = columns.protocol[from];
      let to = from + 1;
      while (to < count && painted[to] === line && columns.protocol[to] === protocol) to++;
      if (line >= 0 && exists[from]) found.push({ from, to, line });
      from = to;
    }
    return found;
  }

  return { runs };
}
