import { SIGNAL, type Job } from "../job.ts";
import type { Input, Output } from "../streams.ts";
import { readKeys, type Key } from "./keys.ts";
import { EditedLine } from "./line.ts";
import { displayWidth } from "./width.ts";

/** Lines kept for the arrow keys. */
const HISTORY = 500;

/**
 * A terminal with its line discipline: echoes what is typed, lets it be edited, hands over whole lines, turns Ctrl-C into a
 * signal for what runs in front, Ctrl-D into the end of input. Lines typed while a command runs wait for whoever reads next.
 */
export class Terminal implements Input, Output {
  readonly isTerminal = true;
  readonly #show: (text: string) => void;
  readonly #line = new EditedLine();
  readonly #history: string[] = [];
  readonly #lines: (string | null)[] = [];
  #columns: number;
  #unread = "";
  #prompt = "";
  #recalled = 0;
  #wake: (() => void) | null = null;
  /** What Ctrl-C ends; null: the line being typed is given up instead. */
  foreground: Job | null = null;
  /** What Tab makes of the text before the cursor; null: nothing. */
  complete: (before: string) => string | null = () => null;

  constructor(show: (text: string) => void, columns: number) {
    this.#show = show;
    this.#columns = columns;
  }

  resize(columns: number): void {
    this.#columns = columns;
  }

  /** Output: a newline also returns to the first column, as a terminal's driver does it. */
  write(text: string): void {
    this.#show(text.replace(/\r?\n/g, "\r\n"));
  }

  /** Input from the keyboard. */
  feed(text: string): void {
    const { keys, rest } = readKeys(this.#unread + text);
    this.#unread = rest;
    for (const key of keys) this.#press(key);
  }

  /** The connection's end: whoever reads gets the end of input. */
  hangUp(): void {
    this.#deliver(null);
  }

  /** Ask for a line; it is kept for the arrow keys. */
  async ask(prompt: string, job: Job): Promise<string | null> {
    this.#prompt = prompt;
    this.#show(prompt + this.#line.text);
    const line = await this.readLine(job);
    this.#prompt = "";
    if (line !== null && line.trim() !== "" && this.#history.at(-1) !== line) this.#history.push(line);
    this.#history.splice(0, this.#history.length - HISTORY);
    this.#recalled = this.#history.length;
    return line;
  }

  async readLine(job: Job): Promise<string | null> {
    while (this.#lines.length === 0) {
      await job.wait<void>((done) => {
        this.#wake = () => done();
        return () => (this.#wake = null);
      });
    }
    return this.#lines.shift()!;
  }

  async read(job: Job): Promise<string | null> {
    const line = await this.readLine(job);
    return line === null ? null : `${line}\n`;
  }

  #deliver(line: string | null): void {
    this.#lines.push(line);
    const wake = this.#wake;
    this.#wake = null;
    wake?.();
  }

  #press(key: Key): void {
    switch (key.kind) {
      case "enter":
        return this.#enter();
      case "interrupt":
        return this.#interrupt();
      case "end":
        return this.#line.empty ? this.#deliver(null) : undefined;
      case "clear":
        this.#show(`\x1b[H\x1b[2J${this.#prompt}`);
        return this.#redrawFrom(displayWidth(this.#prompt));
      case "tab":
        return this.#complete();
      case "text":
        return this.#type(key.text);
      default:
        return this.#edit(key.kind);
    }
  }

  #enter(): void {
    const text = this.#line.text;
    this.#moveTo(this.#line.widthBefore + this.#line.widthAfter);
    this.#line.set("");
    this.#show("\r\n");
    this.#deliver(text);
  }

  #interrupt(): void {
    this.#show("^C");
    this.#line.set("");
    if (this.foreground !== null) return this.foreground.end(SIGNAL.interrupt);
    this.#show("\r\n");
    this.#deliver("");
  }

  #type(text: string): void {
    const atEnd = this.#line.atEnd;
    const cursor = this.#cursor();
    this.#line.insert(text);
    if (atEnd) this.#show(text);
    else this.#redrawFrom(cursor);
  }

  #complete(): void {
    const completed = this.#line.atEnd ? this.complete(this.#line.beforeCursor) : null;
    if (completed !== null) this.#type(completed);
  }

  #edit(kind: Exclude<Key["kind"], "text" | "enter" | "interrupt" | "end" | "clear" | "tab">): void {
    const cursor = this.#cursor();
    this.#change(kind);
    this.#redrawFrom(cursor);
  }

  #change(kind: Exclude<Key["kind"], "text" | "enter" | "interrupt" | "end" | "clear" | "tab">): void {
    switch (kind) {
      case "backspace":
        return this.#line.backspace();
      case "delete":
        return this.#line.delete();
      case "left":
        return this.#line.left();
      case "right":
        return this.#line.right();
      case "home":
        return this.#line.home();
      case "line-end":
        return this.#line.end();
      case "kill-line":
        return this.#line.killBefore();
      case "kill-rest":
        return this.#line.killAfter();
      case "kill-word":
        return this.#line.killWord();
      case "up":
      case "down":
        return this.#recall(kind === "up" ? -1 : 1);
      case "unknown":
        return;
      default:
        return kind satisfies never;
    }
  }

  #recall(step: -1 | 1): void {
    if (this.#prompt === "") return;
    const index = this.#recalled + step;
    if (index < 0 || index > this.#history.length) return;
    this.#recalled = index;
    this.#line.set(this.#history[index] ?? "");
  }

  /** Cells from the first column of the prompt's row to the cursor. */
  #cursor(): number {
    return displayWidth(this.#prompt) + this.#line.widthBefore;
  }

  /** Show prompt and line again, the terminal's cursor being so many cells behind the prompt's beginning. */
  #redrawFrom(cursor: number): void {
    const rowsUp = Math.floor(cursor / this.#columns);
    this.#show(`${rowsUp > 0 ? `\x1b[${rowsUp}A` : ""}\r\x1b[J${this.#prompt}${this.#line.text}`);
    this.#moveBack();
  }

  /** From behind the line to the cursor's place in it. */
  #moveBack(): void {
    const { widthAfter } = this.#line;
    if (widthAfter === 0) return;
    const end = this.#cursor() + widthAfter;
    const rowsUp = Math.floor(end / this.#columns) - Math.floor(this.#cursor() / this.#columns);
    const column = this.#cursor() % this.#columns;
    this.#show(`${rowsUp > 0 ? `\x1b[${rowsUp}A` : ""}\r${column > 0 ? `\x1b[${column}C` : ""}`);
  }

  /** Down to the row where the line ends, so that output begins below it. */
  #moveTo(cells: number): void {
    const width = displayWidth(this.#prompt);
    const rowsDown = Math.floor((width + cells) / this.#columns) - Math.floor(this.#cursor() / this.#columns);
    if (rowsDown > 0) this.#show(`\x1b[${rowsDown}B`);
  }
}
