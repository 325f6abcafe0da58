/** Lines kept for the arrow keys. */
const KEPT = 500;

/** What was typed before; the arrow keys walk through it, and back to the line that was being typed. */
export class History {
  readonly #lines: string[] = [];
  #at = 0;
  #draft = "";

  add(line: string): void {
    if (line.trim() !== "" && this.#lines.at(-1) !== line) this.#lines.push(line);
    this.#lines.splice(0, this.#lines.length - KEPT);
    this.#at = this.#lines.length;
  }

  /** Null: there is nothing further. */
  walk(step: -1 | 1, current: string): string | null {
    const next = this.#at + step;
    if (next < 0 || next > this.#lines.length) return null;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at = next;
    return this.#lines[next] ?? this.#draft;
  }
}
