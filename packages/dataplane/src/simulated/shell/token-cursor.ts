import type { Operator, Token } from "./lexer.ts";
import { ShellSyntaxError } from "./shell-error.ts";
import type { Word } from "./syntax.ts";

/** Tokens one after another. */
export class TokenCursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  take(): Token {
    const token = this.peek();
    if (token === undefined) throw this.unexpected();
    this.#at++;
    return token;
  }

  word(): Word {
    const token = this.peek();
    if (token?.kind !== "word") throw this.unexpected();
    this.#at++;
    return token.word;
  }

  isOperator(text: Operator): boolean {
    const token = this.peek();
    return token?.kind === "operator" && token.text === text;
  }

  accept(operator: Operator): boolean {
    if (!this.isOperator(operator)) return false;
    this.#at++;
    return true;
  }

  /** A word of the shell's language, which is never quoted. */
  acceptWord(raw: string): boolean {
    const token = this.peek();
    if (token?.kind !== "word" || token.raw !== raw) return false;
    this.#at++;
    return true;
  }

  expectWord(raw: string): void {
    if (!this.acceptWord(raw)) throw this.unexpected(raw);
  }

  skipNewlines(): void {
    while (this.accept("\n"));
  }

  unexpected(expected?: string): ShellSyntaxError {
    const token = this.peek();
    const found = token === undefined ? "end of file" : `"${printToken(token)}"`;
    const wanted = expected === undefined ? "" : ` (expecting "${expected}")`;
    return new ShellSyntaxError(`syntax error: unexpected ${found}${wanted}`, token === undefined);
  }
}

function printToken(token: Token): string {
  if (token.kind === "word") return token.raw;
  return token.text === "\n" ? "newline" : token.text;
}
