import { tokenize } from "./lexer.ts";
import { assignmentOf, redirectsOf } from "./redirect-syntax.ts";
import { ShellSyntaxError } from "./shell-error.ts";
import { TokenCursor } from "./token-cursor.ts";
import type {
  AndOr,
  CaseArm,
  Command,
  IfArm,
  Pipeline,
  Redirect,
  Script,
  ScriptItem,
  SimpleCommand,
  Stage,
  Word,
} from "./syntax.ts";

/** Words of the shell's language that this one doesn't have. */
const NOT_HERE: readonly string[] = ["function", "select", "coproc"];
/** Words that end a list of commands when they stand where a command would. */
const CLOSERS: readonly string[] = ["then", "elif", "else", "fi", "do", "done", "esac", "}"];
/** How deep commands may stand in commands. */
const DEEPEST = 50;

/**
 * Read a script: simple commands, quotes, variables, substitutions, pipes, `;`, `&&`, `||`, `!`, `&`, redirections, `( )`,
 * `{ }`, `if`, `while`, `until`, `for`, `case`. Nothing is ever handed to an interpreter of the machine that this runs on.
 *
 * @throws ShellSyntaxError
 */
export function parseScript(text: string): Script {
  return parseAt(text, 0);
}

function parseAt(text: string, depth: number): Script {
  if (depth > DEEPEST) throw tooDeep();
  const cursor = new TokenCursor(tokenize(text, (inner) => parseAt(inner, depth + 1)));
  const script = new Parser(cursor).list();
  if (cursor.peek() !== undefined) throw cursor.unexpected();
  return script;
}

function tooDeep(): ShellSyntaxError {
  return new ShellSyntaxError("syntax error: nested too deeply");
}

class Parser {
  readonly #cursor: TokenCursor;
  #depth = 0;

  constructor(cursor: TokenCursor) {
    this.#cursor = cursor;
  }

  list(): ScriptItem[] {
    const cursor = this.#cursor;
    const items: ScriptItem[] = [];
    for (cursor.skipNewlines(); !this.#atListEnd(); cursor.skipNewlines()) {
      const list = this.#andOr();
      const background = cursor.accept("&");
      items.push({ list, background });
      if (!background && !cursor.accept(";") && !cursor.accept("\n")) break;
    }
    return items;
  }

  #atListEnd(): boolean {
    const token = this.#cursor.peek();
    if (token === undefined || this.#cursor.isOperator(")") || this.#cursor.isOperator(";;")) return true;
    return token.kind === "word" && CLOSERS.includes(token.raw);
  }

  #andOr(): AndOr {
    const list: AndOr[number][] = [{ operator: null, pipeline: this.#pipeline() }];
    for (;;) {
      const operator = this.#cursor.accept("&&") ? "&&" : this.#cursor.accept("||") ? "||" : null;
      if (operator === null) return list;
      this.#cursor.skipNewlines();
      list.push({ operator, pipeline: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    const negated = this.#cursor.acceptWord("!");
    const stages = [this.#stage()];
    while (this.#cursor.accept("|")) {
      this.#cursor.skipNewlines();
      stages.push(this.#stage());
    }
    return { negated, stages };
  }

  #stage(): Stage {
    if (++this.#depth > DEEPEST) throw tooDeep();
    const redirects: Redirect[] = [];
    const command = this.#compound() ?? this.#simple(redirects);
    while (this.#cursor.peek()?.kind === "redirect") redirects.push(...this.#redirect());
    this.#depth--;
    return { command, redirects };
  }

  #compound(): Command | null {
    const cursor = this.#cursor;
    if (cursor.accept("(")) return this.#subshell();
    if (cursor.acceptWord("{")) return { kind: "group", body: this.#closed("}"), subshell: false };
    if (cursor.acceptWord("if")) return this.#if();
    if (cursor.acceptWord("for")) return this.#for();
    if (cursor.acceptWord("case")) return this.#case();
    if (cursor.acceptWord("while")) return this.#loop(false);
    if (cursor.acceptWord("until")) return this.#loop(true);
    const token = cursor.peek();
    if (token?.kind !== "word" || !NOT_HERE.includes(token.raw)) return null;
    throw new ShellSyntaxError(`${token.raw}: not available in this simulated shell`);
  }

  #subshell(): Command {
    const body = this.list();
    if (!this.#cursor.accept(")")) throw this.#cursor.unexpected(")");
    return { kind: "group", body, subshell: true };
  }

  #loop(until: boolean): Command {
    return { kind: "loop", until, condition: this.#closed("do"), body: this.#closed("done") };
  }

  #if(): Command {
    const arms: IfArm[] = [];
    for (;;) {
      arms.push({ condition: this.#closed("then"), body: this.list() });
      if (this.#cursor.acceptWord("fi")) return { kind: "if", arms, otherwise: null };
      if (this.#cursor.acceptWord("else")) return { kind: "if", arms, otherwise: this.#closed("fi") };
      if (!this.#cursor.acceptWord("elif")) throw this.#cursor.unexpected("fi");
    }
  }

  #for(): Command {
    const cursor = this.#cursor;
    const name = cursor.peek();
    if (name?.kind !== "word" || !/^[A-Za-z_]\w*$/.test(name.raw)) throw cursor.unexpected();
    cursor.take();
    const words: Word[] = [];
    cursor.skipNewlines();
    if (cursor.acceptWord("in")) while (cursor.peek()?.kind === "word") words.push(cursor.word());
    if (!cursor.accept(";")) cursor.accept("\n");
    cursor.skipNewlines();
    cursor.expectWord("do");
    return { kind: "for", name: name.raw, words, body: this.#closed("done") };
  }

  #case(): Command {
    const cursor = this.#cursor;
    const word = cursor.word();
    cursor.skipNewlines();
    cursor.expectWord("in");
    const arms: CaseArm[] = [];
    for (cursor.skipNewlines(); !cursor.acceptWord("esac"); cursor.skipNewlines()) {
      cursor.accept("(");
      const patterns = [cursor.word()];
      while (cursor.accept("|")) patterns.push(cursor.word());
      if (!cursor.accept(")")) throw cursor.unexpected(")");
      arms.push({ patterns, body: this.list() });
      // The last arm needs no `;;`.
      cursor.accept(";;");
    }
    return { kind: "case", word, arms };
  }

  /** A list up to a closing word, which is taken. */
  #closed(word: string): Script {
    const body = this.list();
    this.#cursor.expectWord(word);
    return body;
  }

  #simple(redirects: Redirect[]): SimpleCommand {
    const cursor = this.#cursor;
    const assignments: SimpleCommand["assignments"][number][] = [];
    const words: Word[] = [];
    for (let token = cursor.peek(); token?.kind === "word" || token?.kind === "redirect"; token = cursor.peek()) {
      if (token.kind === "redirect") {
        redirects.push(...this.#redirect());
        continue;
      }
      cursor.take();
      const assignment = words.length === 0 ? assignmentOf(token.word) : null;
      if (assignment === null) words.push(token.word);
      else assignments.push(assignment);
    }
    if (words.length + assignments.length + redirects.length === 0) throw cursor.unexpected();
    return { kind: "simple", assignments, words };
  }

  #redirect(): Redirect[] {
    const token = this.#cursor.take();
    if (token.kind !== "redirect") throw this.#cursor.unexpected();
    return redirectsOf(token, this.#cursor.word());
  }
}
