import type { EditedLine } from "./line.ts";
import { displayWidth } from "./width.ts";

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** Shows a prompt and the line being typed behind it, over as many rows as they take. */
export class Screen {
  readonly #show: (text: string) => void;
  prompt = "";
  size: TerminalSize;

  constructor(show: (text: string) => void, size: TerminalSize) {
    this.#show = show;
    this.size = size;
  }

  /** As it is: keys echoed, prompts. */
  show(text: string): void {
    this.#show(text);
  }

  /** Output: a newline also returns to the first column, as a terminal's driver does it. */
  print(text: string): void {
    this.#show(text.replace(/\r?\n/g, "\r\n"));
  }

  /** Cells from the first column of the prompt's row to the cursor. */
  cursor(line: EditedLine): number {
    return displayWidth(this.prompt) + line.widthBefore;
  }

  /** Show prompt and line again, the terminal's cursor being so many cells behind the prompt's beginning. */
  redraw(line: EditedLine, cursor: number): void {
    this.#show(`${up(this.#row(cursor))}\r\x1b[J${this.prompt}${line.text}`);
    const [target, end] = [this.cursor(line), this.cursor(line) + line.widthAfter];
    if (target === end) return;
    const column = target % this.size.columns;
    this.#show(`${up(this.#row(end) - this.#row(target))}\r${column > 0 ? `\x1b[${column}C` : ""}`);
  }

  clear(line: EditedLine): void {
    this.#show("\x1b[H\x1b[2J");
    this.redraw(line, 0);
  }

  /** To the row below the line's last. */
  leave(line: EditedLine): void {
    const rows = this.#row(this.cursor(line) + line.widthAfter) - this.#row(this.cursor(line));
    this.#show(`${rows > 0 ? `\x1b[${rows}B` : ""}\r\n`);
  }

  #row(cells: number): number {
    return Math.floor(cells / Math.max(1, this.size.columns));
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}
