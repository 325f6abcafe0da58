const SEGMENTER = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A line being typed, cut where the cursor stands. */
export class EditedLine {
  #before: string[] = [];
  #after: string[] = [];

  get text(): string {
    return this.before + this.#after.join("");
  }

  get before(): string {
    return this.#before.join("");
  }

  get empty(): boolean {
    return this.#before.length + this.#after.length === 0;
  }

  get atEnd(): boolean {
    return this.#after.length === 0;
  }

  /** The cursor goes to its end. */
  set(text: string): void {
    this.#before = charactersOf(text);
    this.#after = [];
  }

  insert(text: string): void {
    this.#before = charactersOf(this.before + text);
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
    this.#before = charactersOf(this.before.replace(/\S+\s*$|\s+$/u, ""));
  }
}

/** As a person counts them: one press of backspace takes one away. */
function charactersOf(text: string): string[] {
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}
