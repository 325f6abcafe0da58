import type { AddressRange } from "./block.ts";
import { columnExists, columnPorts, columnSpans, makeColumns } from "./columns.ts";
import type { Columns, ColumnSpan } from "./columns.ts";
import type { ServiceMatch } from "./filter.ts";
import type { FlowProtocol } from "./flow.ts";
import { clearBit, columnLines, firstCommon, setBit, wordsFor } from "./line-bits.ts";
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
 * A sweep up the address axis of each family. Where a line starts to match, it takes the columns that no earlier line has;
 * where it ends, each of its columns falls to the next active line. A box goes on while two neighbouring slabs agree.
 * With n lines (peers of templates and groups counted one by one) and c columns, at most two for each port range: O(n·c) steps
 * of a word or so; memory O(n·c) bits and the boxes.
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
  const canvas = makeCanvas(family, columns, spans);
  let open: OpenBox[] = [];
  for (let index = 0; index < events.length;) {
    const at = events[index]!.at;
    for (let event = events[index]; event?.at === at; event = events[++index])
      if (event.add) canvas.add(event.line);
      else canvas.remove(event.line);
    open = continueBoxes(open, canvas.runs(), at, (box) => boxes.push(closeBox(box, at - 1n)));
  }
  for (const box of open) boxes.push(closeBox(box, LAST_ADDRESS[family]));
  return boxes;

  function closeBox({ first, run }: OpenBox, last: bigint): PaintedBox {
    const from = columnPorts(columns, run.from);
    const ports = from === null ? null : { from: from.from, to: columns.lastPort[run.to - 1]! };
    return { family, first, last, protocol: columns.protocol[run.from]!, ports, line: run.line };
  }
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

/** What the active lines decide, column by column, kept up to date as lines come and go. */
interface Canvas {
  add(line: number): void;
  remove(line: number): void;
  /** In column order. */
  runs(): Run[];
}

function makeCanvas(family: Family, columns: Columns, spans: readonly (readonly ColumnSpan[])[]): Canvas {
  const { count } = columns;
  const words = wordsFor(spans.length);
  const covering = columnLines(columns, spans);
  const active = new Uint32Array(words);
  const unpainted = spans.length; // sorts behind every line
  const painted = new Int32Array(count).fill(unpainted);

  function add(line: number): void {
    setBit(active, 0, line);
    for (const { from, to } of spans[line]!)
      for (let column = from; column < to; column++) if (painted[column]! > line) painted[column] = line;
  }

  function remove(line: number): void {
    clearBit(active, line);
    for (const { from, to } of spans[line]!)
      for (let column = from; column < to; column++)
        if (painted[column] === line) {
          const next = firstCommon(active, 0, covering, column * words, words, line >>> 5);
          painted[column] = next < 0 ? unpainted : next;
        }
  }

  function runs(): Run[] {
    const found: Run[] = [];
    for (let from = 0; from < count;) {
      const line = painted[from]!;
      const end = columns.ends[columns.protocol[from]!];
      let to = from + 1;
      while (to < end && painted[to] === line) to++;
      if (line !== unpainted && columnExists(columns, from, family)) found.push({ from, to, line });
      from = to;
    }
    return found;
  }

  return { add, remove, runs };
}
