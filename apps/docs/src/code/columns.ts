/** A part of a line of output. */
export interface Cell {
  readonly text: string;
  /** Cells of a terminal that it takes up to where the next column begins; null: nothing stands behind it that has to line up. */
  readonly width: number | null;
}

/** A line of a table: two spaces between words make a column. */
export function isColumns(line: string): boolean {
  return /\S {2,}\S/.test(line);
}

/**
 * The cells of such a line, each with the spaces behind it. Only those with Chinese in them get a width: where the browser's
 * Chinese font isn't twice as wide as its monospaced one, what follows would not stand under its head.
 */
export function cellsOfLine(line: string): readonly Cell[] {
  const cells = line.match(/^ +|\S(?:.*?\S)?(?: {2,}|$)| +$/g) ?? [];
  return cells.map((text) => ({ text, width: / {2}$/.test(text) && WIDE.test(text) ? terminalWidth(text) : null }));
}

/** Han and full-width characters: two cells of a terminal each. */
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff01-\uff60]/u;

function terminalWidth(text: string): number {
  return text.length + (text.match(new RegExp(WIDE, "gu"))?.length ?? 0);
}
