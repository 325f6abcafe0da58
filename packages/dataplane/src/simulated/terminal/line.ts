import { displayWidth } from "./width.ts";

/** A line being typed, and how it is shown again after a change in its middle. */
export class EditedLine {
  #before: string[] = [];
  #after: string[] = [];

  get text(): string {
    return [...this.#before, ...this.#after].join("");
  }

  get empty(): boolean {
    return this.#before.length + this.#after.length === 0;
  }

  get atEnd(): boolean {
    return this.#after.length === 0;
  }

  get widthBefore(): number {
    return displayWidth(this.#before.join(""));
  }

  get widthAfter(): number {
    return displayWidth(this.#after.join(""));
  }

  get beforeCursor(): string {
    return this.#before.join("");
  }

  set(text: string): void {
    this.#before = charactersOf(text);
    this.#after = [];
  }

  insert(text: string): void {
    this.#before.push(...charactersOf(text));
  }

  backspace(): void {
    this.#before.pop();
  }

  delete(): void {
    this.#after.shift();
  }

  left(): void {
    const character = this.#before.pop();
    if (character !== undefined) this.#after.unshift(character);
  }

  right(): void {
    const character = this.#after.shift();
    if (character !== undefined) this.#before.push(character);
  }

  home(): void {
    this.#after.unshift(...this.#before.splice(0));
  }

  end(): void {
    this.#before.push(...this.#after.splice(0));
  }

  killBefore(): void {
    this.#before = [];
  }

  killAfter(): void {
    this.#after = [];
  }

  /** The word before the cursor and the blanks behind it. */
  killWord(): void {
    this.#before = charactersOf(this.beforeCursor.replace(/\S+\s*$|\s+$/u, ""));
  }
}

const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** As a person counts them: one press of backspace takes one away. */
function charactersOf(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
