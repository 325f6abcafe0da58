import type { EditedLine } from "./line.ts";
import { positionAfter } from "./width.ts";

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

  /** Echo what was just added at the line's end. */
  append(line: EditedLine, text: string): void {
    this.#show(text + this.#wrapAfter(line.text));
  }

  /** @param before what stood between the prompt and the cursor until now */
  redraw(line: EditedLine, before: string): void {
    const { text } = line;
    const whole = `\r\x1b[J${this.prompt}${text}${this.#wrapAfter(text)}`;
    this.#show(up(this.#position(before).row) + whole);
    if (line.atEnd) return;
    const [target, end] = [this.#position(line.before), this.#position(text)];
    this.#show(`${up(end.row - target.row)}\r${target.column > 0 ? `\x1b[${target.column}C` : ""}`);
  }

  clear(line: EditedLine): void {
    this.#show("\x1b[H\x1b[2J");
    this.redraw(line, "");
  }

  /** To the row below the line's last. */
  leave(line: EditedLine): void {
    const rows = this.#position(line.text).row - this.#position(line.before).row;
    this.#show(`${rows > 0 ? `\x1b[${rows}B` : ""}\r\n`);
  }

  #position(typed: string) {
    return positionAfter(this.prompt + typed, this.#columns);
  }

  /** A terminal waits with its cursor behind a full row until more comes: make it go to the next one now. */
  #wrapAfter(typed: string): string {
    return this.prompt + typed !== "" && this.#position(typed).column === 0 ? " \r" : "";
  }

  get #columns(): number {
    // A terminal that tells no size, or one too narrow for a wide character.
    return this.size.columns < 2 ? 80 : this.size.columns;
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : "";
}
