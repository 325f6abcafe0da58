import { ShellSyntaxError } from "./shell-error.ts";
import type { Script, Word, WordPart } from "./syntax.ts";

export type Token =
  | { readonly kind: "word"; readonly word: Word; readonly raw: string }
  | { readonly kind: "operator"; readonly text: Operator }
  /** `2>` and the like: the number belongs to the operator. */
  | { readonly kind: "redirect"; readonly descriptor: number | null; readonly text: RedirectOperator };

export type RedirectOperator = ">" | ">>" | "<" | "<>" | ">&" | "<&" | "&>";
export type Operator = ";" | ";;" | "&" | "&&" | "|" | "||" | "(" | ")" | "\n";

const OPERATORS: readonly Operator[] = ["&&", "||", ";;", ";", "&", "|", "(", ")", "\n"];
const REDIRECT = /^(\d+)?(>>|>&|<&|<>|>|<)/;
const NAME = /^(?:[A-Za-z_]\w*|[0-9?#@*$!])/;

/** Characters that mean nothing, wherever they stand: read at once. `=`, `~` and `/` do mean something, to others. */
const RUN = /[\w.,:%@+-]+/y;

/** Reads `$(…)`: handed in by the parser, since a script inside a word is a script. */
export type ParseInner = (text: string) => Script;

/** Cut a script into words and operators. @throws ShellSyntaxError */
export function tokenize(text: string, parseInner: ParseInner): Token[] {
  return new Lexer(text, parseInner).tokens();
}

class Lexer {
  readonly #text: string;
  readonly #parseInner: ParseInner;
  #at = 0;

  constructor(text: string, parseInner: ParseInner) {
    this.#text = text;
    this.#parseInner = parseInner;
  }

  tokens(): Token[] {
    const tokens: Token[] = [];
    for (this.#skipBlank(); this.#at < this.#text.length; this.#skipBlank()) tokens.push(this.#token());
    return tokens;
  }

  #skipBlank(): void {
    const blank = /^(?:[ \t\r]|\\\n)+/.exec(this.#rest());
    if (blank !== null) this.#at += blank[0].length;
    if (this.#text[this.#at] === "#") {
      const end = this.#text.indexOf("\n", this.#at);
      this.#at = end < 0 ? this.#text.length : end;
    }
  }

  #token(): Token {
    const rest = this.#rest();
    if (rest.startsWith("&>")) return this.#take(2, { kind: "redirect", descriptor: null, text: "&>" });
    if (rest.startsWith("<<"))
      throw new ShellSyntaxError("<<: here-documents are not available in this simulated shell");
    const redirect = REDIRECT.exec(rest);
    if (redirect !== null) {
      const descriptor = redirect[1] === undefined ? null : Number(redirect[1]);
      return this.#take(redirect[0].length, { kind: "redirect", descriptor, text: redirect[2] as RedirectOperator });
    }
    const operator = OPERATORS.find((candidate) => rest.startsWith(candidate));
    if (operator !== undefined) return this.#take(operator.length, { kind: "operator", text: operator });
    const from = this.#at;
    const word = this.#word(/[\s;&|()<>]/);
    return { kind: "word", word, raw: this.#text.slice(from, this.#at) };
  }

  #take(length: number, token: Token): Token {
    this.#at += length;
    return token;
  }

  #word(end: RegExp): WordPart[] {
    const parts: WordPart[] = [];
    while (this.#at < this.#text.length && !end.test(this.#text[this.#at]!)) parts.push(...this.#part(false));
    return parts;
  }

  #part(quoted: boolean): WordPart[] {
    const character = this.#text[this.#at]!;
    if (character === "$") return [this.#dollar(quoted)];
    if (character === "`") return [{ kind: "substitution", script: this.#backticks(), quoted }];
    if (character === "\\") return this.#escape(quoted);
    if (!quoted && character === "'") return [this.#singleQuotes()];
    if (!quoted && character === '"') return this.#doubleQuotes();
    RUN.lastIndex = this.#at;
    const text = RUN.exec(this.#text)?.[0] ?? character;
    this.#at += text.length;
    return [{ kind: "text", text, quoted }];
  }

  #escape(quoted: boolean): WordPart[] {
    const next = this.#text[this.#at + 1];
    if (next === undefined) throw new ShellSyntaxError("unexpected end after \\", true);
    this.#at += 2;
    if (next === "\n") return [];
    const text = quoted && !'$`"\\'.includes(next) ? `\\${next}` : next;
    return [{ kind: "text", text, quoted: true }];
  }

  #singleQuotes(): WordPart {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end < 0) throw new ShellSyntaxError("unterminated quoted string", true);
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return { kind: "text", text, quoted: true };
  }

  #doubleQuotes(): WordPart[] {
    // An empty part first: "" is a word, though an empty one.
    const parts: WordPart[] = [{ kind: "text", text: "", quoted: true }];
    this.#at++;
    while (this.#text[this.#at] !== '"') {
      if (this.#at >= this.#text.length) throw new ShellSyntaxError("unterminated quoted string", true);
      parts.push(...this.#part(true));
    }
    this.#at++;
    return parts;
  }

  #dollar(quoted: boolean): WordPart {
    const rest = this.#rest().slice(1);
    if (rest.startsWith("((")) return this.#arithmetic(quoted);
    if (rest.startsWith("(")) {
      this.#at++;
      return { kind: "substitution", script: this.#parseInner(this.#balanced("(", ")")), quoted };
    }
    if (rest.startsWith("{")) return this.#braces(quoted);
    const name = NAME.exec(rest)?.[0];
    this.#at += 1 + (name?.length ?? 0);
    if (name === undefined) return { kind: "text", text: "$", quoted };
    return { kind: "variable", name, fallback: null, quoted };
  }

  #arithmetic(quoted: boolean): WordPart {
    this.#at += 2;
    const inside = this.#balanced("(", ")");
    if (this.#text[this.#at] !== ")") throw new ShellSyntaxError("missing '))'", this.#at >= this.#text.length);
    this.#at++;
    return { kind: "arithmetic", expression: new Lexer(inside, this.#parseInner).#word(/(?!)/), quoted };
  }

  #braces(quoted: boolean): WordPart {
    this.#at++;
    const inside = this.#balanced("{", "}");
    const parts = /^([A-Za-z_]\w*|[0-9?#@*$!])(?::?-([\s\S]*))?$/.exec(inside);
    if (parts === null) throw new ShellSyntaxError(`bad substitution: \${${inside}}`);
    const fallback = parts[2] === undefined ? null : new Lexer(parts[2], this.#parseInner).#word(/(?!)/);
    return { kind: "variable", name: parts[1]!, fallback, quoted };
  }

  #backticks(): Script {
    const end = this.#text.indexOf("`", this.#at + 1);
    if (end < 0) throw new ShellSyntaxError("unterminated backtick", true);
    const inside = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return this.#parseInner(inside);
  }

  /** What stands between an opening and its closing character, quotes respected; goes behind it. */
  #balanced(open: string, close: string): string {
    const from = ++this.#at;
    let depth = 1;
    while (this.#at < this.#text.length) {
      const character = this.#text[this.#at]!;
      if (character === "'" || character === '"') this.#skipQuoted(character);
      else if (character === "\\") this.#at++;
      else if (character === open) depth++;
      else if (character === close && --depth === 0) return this.#text.slice(from, this.#at++);
      this.#at++;
    }
    throw new ShellSyntaxError(`missing '${close}'`, true);
  }

  /** Stops on the closing quote. */
  #skipQuoted(quote: string): void {
    this.#at++;
    while (this.#at < this.#text.length && this.#text[this.#at] !== quote) {
      if (quote === '"' && this.#text[this.#at] === "\\") this.#at++;
      this.#at++;
    }
  }

  #rest(): string {
    return this.#text.slice(this.#at);
  }
}
