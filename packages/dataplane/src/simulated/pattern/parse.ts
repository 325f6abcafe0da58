/** A regular expression as grep reads it. */
export type Node =
  | { readonly kind: "one"; readonly fits: (character: string) => boolean }
  | { readonly kind: "assert"; readonly what: Assertion }
  | { readonly kind: "all" | "any"; readonly nodes: readonly Node[] }
  | { readonly kind: "repeat"; readonly node: Node; readonly least: number; readonly most: number };

export type Assertion = "start" | "end" | "boundary" | "inside" | "word-start" | "word-end";

/** Not a pattern, or too large a one. */
export class PatternError extends Error {}

/** Copies that `{m,n}` may ask for, and how deep parentheses may go. */
const LIMITS = { repeat: 255, depth: 50 } as const;

/**
 * Read a basic or an extended regular expression. In a basic one `+ ? | ( ) { }` are themselves, and special behind a
 * backslash.
 *
 * @throws PatternError
 */
export function parsePattern(
  text: string,
  options: { readonly extended: boolean; readonly ignoreCase: boolean },
): Node {
  return new PatternParser(text, options).pattern();
}

const CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[A-Za-z0-9]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  digit: /\d/,
  lower: /[a-z]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /\s/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};
const ESCAPES: Readonly<Record<string, Node>> = {
  w: { kind: "one", fits: isWordCharacter },
  W: { kind: "one", fits: (character) => !isWordCharacter(character) },
  s: { kind: "one", fits: (character) => /\s/.test(character) },
  S: { kind: "one", fits: (character) => /\S/.test(character) },
  d: { kind: "one", fits: (character) => /\d/.test(character) },
  b: { kind: "assert", what: "boundary" },
  B: { kind: "assert", what: "inside" },
  "<": { kind: "assert", what: "word-start" },
  ">": { kind: "assert", what: "word-end" },
};

export function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /\w/.test(character);
}

class PatternParser {
  readonly #characters: readonly string[];
  readonly #extended: boolean;
  readonly #ignoreCase: boolean;
  #at = 0;
  #depth = 0;

  constructor(text: string, { extended, ignoreCase }: { readonly extended: boolean; readonly ignoreCase: boolean }) {
    this.#characters = Array.from(text);
    this.#extended = extended;
    this.#ignoreCase = ignoreCase;
  }

  pattern(): Node {
    const node = this.#any();
    if (this.#at < this.#characters.length) throw new PatternError("Unmatched ) or \\)");
    return node;
  }

  #any(): Node {
    const nodes = [this.#all()];
    while (this.#accept("|")) nodes.push(this.#all());
    return { kind: "any", nodes };
  }

  #all(): Node {
    const nodes: Node[] = [];
    while (this.#at < this.#characters.length && !this.#isNext("|") && !this.#isNext(")"))
      nodes.push(this.#repeated(nodes.length === 0));
    return { kind: "all", nodes };
  }

  #repeated(first: boolean): Node {
    let node = this.#atom(first);
    for (;;) {
      if (this.#plain("*")) node = { kind: "repeat", node, least: 0, most: Infinity };
      else if (this.#accept("+")) node = { kind: "repeat", node, least: 1, most: Infinity };
      else if (this.#accept("?")) node = { kind: "repeat", node, least: 0, most: 1 };
      else if (this.#accept("{")) node = { kind: "repeat", node, ...this.#bounds() };
      else return node;
    }
  }

  #bounds(): { readonly least: number; readonly most: number } {
    const parts = /^(\d{0,4})(,?)(\d{0,4})/.exec(this.#characters.slice(this.#at, this.#at + 9).join(""))!;
    this.#at += parts[0].length;
    const least = Number(parts[1]);
    const most = parts[2] === "" ? least : parts[3] === "" ? Infinity : Number(parts[3]);
    const asked = most === Infinity ? least : most;
    if (!this.#accept("}") || parts[0] === "" || most < least || asked > LIMITS.repeat)
      throw new PatternError("Invalid content of \\{\\}");
    return { least, most };
  }

  #atom(first: boolean): Node {
    if (this.#accept("(")) return this.#group();
    const character = this.#characters[this.#at++]!;
    switch (character) {
      case ".":
        return { kind: "one", fits: () => true };
      case "[":
        return this.#set();
      case "^":
        return this.#extended || first ? { kind: "assert", what: "start" } : this.#itself(character);
      case "$":
        return this.#extended || this.#ends() ? { kind: "assert", what: "end" } : this.#itself(character);
      case "\\":
        return this.#escaped();
      default:
        return this.#itself(character);
    }
  }

  #ends(): boolean {
    return this.#at === this.#characters.length || this.#isNext("|") || this.#isNext(")");
  }

  #group(): Node {
    if (++this.#depth > LIMITS.depth) throw new PatternError("Regular expression too big");
    const node = this.#any();
    if (!this.#accept(")")) throw new PatternError("Unmatched ( or \\(");
    this.#depth--;
    return node;
  }

  #escaped(): Node {
    const character = this.#characters[this.#at++];
    if (character === undefined) throw new PatternError("Trailing backslash");
    return ESCAPES[character] ?? this.#itself(character);
  }

  #itself(character: string): Node {
    const wanted = this.#fold(character);
    return { kind: "one", fits: (one) => this.#fold(one) === wanted };
  }

  #fold(character: string): string {
    return this.#ignoreCase ? character.toLowerCase() : character;
  }

  /** `[a-z]`, `[^…]`, `[[:digit:]]`; a `]` that comes first is itself. */
  #set(): Node {
    const negated = this.#plain("^");
    const members: ((character: string) => boolean)[] = [];
    do members.push(this.#member());
    while (this.#characters[this.#at] !== "]");
    this.#at++;
    const holds = (one: string): boolean => members.some((member) => member(one));
    const fits = (one: string): boolean =>
      holds(one) || (this.#ignoreCase && (holds(one.toLowerCase()) || holds(one.toUpperCase())));
    return { kind: "one", fits: (one) => fits(one) !== negated };
  }

  #member(): (character: string) => boolean {
    const named = /^\[:(\w+):\]/.exec(this.#characters.slice(this.#at, this.#at + 12).join(""));
    const known = named === null ? undefined : CLASSES[named[1]!];
    if (known !== undefined) {
      this.#at += named![0].length;
      return (one) => known.test(one);
    }
    const from = this.#characters[this.#at++];
    if (from === undefined) throw new PatternError("Unmatched [, [^, [:, [., or [=");
    const to = this.#characters[this.#at + 1];
    if (this.#characters[this.#at] !== "-" || to === undefined || to === "]") return (one) => one === from;
    this.#at += 2;
    return (one) => from <= one && one <= to;
  }

  /** An operator: bare in an extended expression, behind a backslash in a basic one. */
  #isNext(operator: string): boolean {
    if (this.#extended) return this.#characters[this.#at] === operator;
    return this.#characters[this.#at] === "\\" && this.#characters[this.#at + 1] === operator;
  }

  #accept(operator: string): boolean {
    if (!this.#isNext(operator)) return false;
    this.#at += this.#extended ? 1 : 2;
    return true;
  }

  #plain(character: string): boolean {
    if (this.#characters[this.#at] !== character) return false;
    this.#at++;
    return true;
  }
}
