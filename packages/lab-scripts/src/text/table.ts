import { displayWidth, padDisplay } from "@podpath/checker";

export type Rows = readonly (readonly string[])[];

export interface TableShape {
  /** Of the terminal. */
  readonly columns: number;
  /** Is the first row a heading? */
  readonly head: boolean;
  readonly indent: number;
}

/** Rows as columns with two spaces between them, padded by display width. */
export function table(rows: Rows): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, displayWidth(cell))));
  return rows
    .map((row) =>
      row
        .map((cell, i) => padDisplay(cell, widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The same where it fits the terminal; else a block a row, with a line a cell below the row's first. */
export function fitTable(rows: Rows, { columns, head, indent }: TableShape): string {
  const wide = indented(table(rows), indent);
  if (wide.split("\n").every((line) => displayWidth(line) <= columns)) return wide;
  const [names, body] = head ? [rows[0]!, rows.slice(1)] : [[], rows];
  return body.map((row) => indented(stacked(row, names, columns - indent), indent)).join("\n");
}

function stacked([first = "", ...rest]: readonly string[], [, ...names]: readonly string[], columns: number): string {
  const line = table([[first, ...rest.filter((cell) => cell !== "")]]);
  if (names.length === 0 && rest.length === 1 && displayWidth(line) <= columns) return line;
  const cells = rest.map((cell, i) => (names[i] === undefined ? [cell] : [names[i], cell]));
  const said = cells.filter((cell) => cell.at(-1) !== "");
  return said.length === 0 ? first : `${first}\n${indented(table(said), STEP)}`;
}

const STEP = 4;

function indented(text: string, by: number): string {
  return text.replaceAll(/^(?=.)/gm, " ".repeat(by));
}
