import { cellsOf } from "../terminal/width.ts";

/** Just enough of a terminal to see what a person would see: text, wrapping, and the cursor movements that we send. */
export class VirtualScreen {
  readonly #columns: number;
  readonly #cells: string[][] = [[]];
  #row = 0;
  #column = 0;
  /** A full row: the cursor waits behind it until more comes. */
  #waits = false;

  constructor(columns: number) {
    this.#columns = columns;
  }

  show(text: string): void {
    // oxlint-disable-next-line no-control-regex
    for (const piece of text.match(/\x1b\[\d*[A-Z]|[\s\S]/gu) ?? []) this.#take(piece);
  }

  get cursor(): { readonly row: number; readonly column: number } {
    return { row: this.#row, column: this.#column };
  }

  /** Rows below each other, without blanks at their ends. */
  get text(): string {
    return this.#cells
      .map((row) =>
        Array.from(row, (cell) => cell ?? " ")
          .join("")
          .trimEnd(),
      )
      .join("\n")
      .trimEnd();
  }

  #take(piece: string): void {
    if (piece.startsWith("\x1b[")) return this.#move(piece.at(-1)!, Number(piece.slice(2, -1) || 1));
    if (piece === "\r") return this.#goto(this.#row, 0);
    if (piece === "\n") return this.#goto(this.#row + 1, this.#column);
    return this.#put(piece);
  }

  #move(what: string, count: number): void {
    if (what === "A") return this.#goto(this.#row - count, this.#column);
    if (what === "B") return this.#goto(this.#row + count, this.#column);
    if (what === "C") return this.#goto(this.#row, this.#column + count);
    if (what !== "J") throw new Error(`this screen doesn't know ESC[${what}`);
    this.#cells.splice(this.#row + 1);
    this.#cells[this.#row]!.splice(this.#column);
  }

  #goto(row: number, column: number): void {
    [this.#row, this.#column, this.#waits] = [Math.max(0, row), Math.min(column, this.#columns - 1), false];
    while (this.#cells.length <= this.#row) this.#cells.push([]);
  }

  #put(character: string): void {
    const cells = cellsOf(character);
    if (this.#waits || this.#column + cells > this.#columns) this.#goto(this.#row + 1, 0);
    const row = this.#cells[this.#row]!;
    while (row.length < this.#column) row.push(" ");
    row[this.#column] = character;
    if (cells === 2) row[this.#column + 1] = "";
    this.#column += cells;
    if (this.#column < this.#columns) return;
    this.#column = this.#columns - 1;
    this.#waits = true;
  }
}
