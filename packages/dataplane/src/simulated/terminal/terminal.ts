import { SIGNAL, type Job } from "../job.ts";
import type { Input, Output } from "../streams.ts";
import { History } from "./history.ts";
import { readKeys, type Key } from "./keys.ts";
import { EditedLine } from "./line.ts";
import { Screen, type TerminalSize } from "./screen.ts";

/** Thrown to who asks for a line: Ctrl-C gave it up. */
export class LineAbandoned extends Error {}

type Edit = Exclude<Key["kind"], "text" | "enter" | "interrupt" | "end" | "clear" | "tab">;
type Delivery =
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "end" }
  | { readonly kind: "abandoned" };

/**
 * A terminal with its line discipline: echoes what is typed, lets it be edited, hands over whole lines, turns Ctrl-C into a
 * signal for what runs in front, Ctrl-D into the end of input. Lines typed while a command runs wait for whoever reads next.
 */
export class Terminal implements Input, Output {
  readonly isTerminal = true;
  readonly #screen: Screen;
  readonly #line = new EditedLine();
  readonly #history = new History();
  readonly #deliveries: Delivery[] = [];
  #unread = "";
  #wake: (() => void) | null = null;
  /** What Ctrl-C ends; null: the line being typed is given up instead. */
  foreground: Job | null = null;
  /** What Tab adds to the text before the cursor; null: nothing. */
  complete: (before: string) => string | null = () => null;

  constructor(show: (text: string) => void, size: TerminalSize) {
    this.#screen = new Screen(show, size);
  }

  get size(): TerminalSize {
    return this.#screen.size;
  }

  resize(size: TerminalSize): void {
    this.#screen.size = size;
  }

  write(text: string): void {
    this.#screen.print(text);
  }

  /** Input from the keyboard. */
  feed(text: string): void {
    const { keys, rest } = readKeys(this.#unread + text);
    this.#unread = rest;
    for (const key of keys) this.#press(key);
  }

  /** The connection's end: whoever reads gets the end of input. */
  hangUp(): void {
    this.#deliver({ kind: "end" });
  }

  /** Ask for a line; it is kept for the arrow keys. Null: the end of input. @throws LineAbandoned, Interrupted */
  async ask(prompt: string, job: Job): Promise<string | null> {
    this.#screen.prompt = prompt;
    this.#screen.show(prompt + this.#line.text);
    const line = await this.readLine(job);
    this.#screen.prompt = "";
    if (line !== null) this.#history.add(line);
    return line;
  }

  async readLine(job: Job): Promise<string | null> {
    while (this.#deliveries.length === 0) {
      await job.wait<void>((done) => {
        this.#wake = () => done();
        return () => (this.#wake = null);
      });
    }
    const delivery = this.#deliveries.shift()!;
    if (delivery.kind === "abandoned") throw new LineAbandoned();
    return delivery.kind === "end" ? null : delivery.text;
  }

  async read(job: Job): Promise<string | null> {
    const line = await this.readLine(job);
    return line === null ? null : `${line}\n`;
  }

  #deliver(delivery: Delivery): void {
    this.#deliveries.push(delivery);
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
        return this.#line.empty ? this.#deliver({ kind: "end" }) : undefined;
      case "clear":
        return this.#screen.clear(this.#line);
      case "tab":
        return this.#complete();
      case "text":
        return this.#type(key.text);
      default:
        return this.#edit(key.kind);
    }
  }

  #enter(): void {
    const { text } = this.#line;
    this.#screen.leave(this.#line);
    this.#line.set("");
    this.#deliver({ kind: "line", text });
  }

  #interrupt(): void {
    this.#screen.show("^C");
    this.#line.set("");
    if (this.foreground !== null) return this.foreground.end(SIGNAL.interrupt);
    this.#screen.show("\r\n");
    return this.#deliver({ kind: "abandoned" });
  }

  #type(text: string): void {
    const { atEnd, before } = this.#line;
    this.#line.insert(text);
    if (atEnd) this.#screen.append(this.#line, text);
    else this.#screen.redraw(this.#line, before);
  }

  #complete(): void {
    const completed = this.#line.atEnd ? this.complete(this.#line.text) : null;
    if (completed !== null) this.#type(completed);
  }

  #edit(kind: Edit): void {
    const { before } = this.#line;
    if (kind === "up" || kind === "down") this.#recall(kind === "up" ? -1 : 1);
    else change(this.#line, kind);
    this.#screen.redraw(this.#line, before);
  }

  /** Only where a shell asks: what a command reads is no command line. */
  #recall(step: -1 | 1): void {
    const line = this.#screen.prompt === "" ? null : this.#history.walk(step, this.#line.text);
    if (line !== null) this.#line.set(line);
  }
}

function change(line: EditedLine, kind: Exclude<Edit, "up" | "down">): void {
  switch (kind) {
    case "backspace":
      return line.backspace();
    case "delete":
      return line.delete();
    case "left":
      return line.left();
    case "right":
      return line.right();
    case "home":
      return line.home();
    case "line-end":
      return line.end();
    case "kill-line":
      return line.killBefore();
    case "kill-rest":
      return line.killAfter();
    case "kill-word":
      return line.killWord();
    case "unknown":
      return;
    default:
      return kind satisfies never;
  }
}
