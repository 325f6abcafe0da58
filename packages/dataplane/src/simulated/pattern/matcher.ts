import { isWordCharacter, parsePattern, type Assertion } from "./parse.ts";
import { compilePattern, type Instruction } from "./program.ts";

export interface PatternOptions {
  readonly extended: boolean;
  readonly ignoreCase: boolean;
}

/**
 * Finds a regular expression in lines. All ways are tried at once, so that time grows with the line and the pattern and no
 * pattern can hold up the process: JavaScript's own engine tries one way after another, and some patterns take it years.
 */
export class Matcher {
  readonly #program: readonly Instruction[];

  /** @throws PatternError */
  constructor(pattern: string, options: PatternOptions) {
    this.#program = compilePattern(parsePattern(pattern, options));
  }

  test(line: string): boolean {
    return this.#run(Array.from(line), 0, true) !== null;
  }

  /** Every match that isn't empty, the longest from each place, left to right. */
  all(line: string): string[] {
    const characters = Array.from(line);
    const found: string[] = [];
    for (let at = 0; at < characters.length; at++) {
      const end = this.#run(characters, at, false);
      if (end === null || end === at) continue;
      found.push(characters.slice(at, end).join(""));
      at = end - 1;
    }
    return found;
  }

  /** Where the longest match from here ends; with `anywhere`, where any match does. Null: none. */
  #run(line: readonly string[], from: number, anywhere: boolean): number | null {
    let end: number | null = null;
    let alive = new Set<number>();
    for (let at = from; at <= line.length; at++) {
      if (anywhere || at === from) this.#enter(0, line, at, alive);
      if ([...alive].some((index) => this.#program[index]!.kind === "match")) end = at;
      if ((anywhere && end !== null) || alive.size === 0) return end;
      alive = this.#advance(alive, line, at);
    }
    return end;
  }

  #advance(alive: ReadonlySet<number>, line: readonly string[], at: number): Set<number> {
    const next = new Set<number>();
    const character = line[at];
    for (const index of alive) {
      const instruction = this.#program[index]!;
      if (instruction.kind !== "one" || character === undefined || !instruction.fits(character)) continue;
      this.#enter(index + 1, line, at + 1, next);
    }
    return next;
  }

  /** All that can be reached without taking a character. */
  #enter(start: number, line: readonly string[], at: number, alive: Set<number>): void {
    const open = [start];
    for (let index = open.pop(); index !== undefined; index = open.pop()) {
      if (alive.has(index)) continue;
      alive.add(index);
      const instruction = this.#program[index]!;
      if (instruction.kind === "fork") open.push(...instruction.to);
      else if (instruction.kind === "assert" && holds(instruction.what, line, at)) open.push(index + 1);
    }
  }
}

function holds(what: Assertion, line: readonly string[], at: number): boolean {
  const [before, after] = [isWordCharacter(line[at - 1]), isWordCharacter(line[at])];
  switch (what) {
    case "start":
      return at === 0;
    case "end":
      return at === line.length;
    case "boundary":
      return before !== after;
    case "inside":
      return before === after;
    case "word-start":
      return !before && after;
    case "word-end":
      return before && !after;
    default:
      return what satisfies never;
  }
}
