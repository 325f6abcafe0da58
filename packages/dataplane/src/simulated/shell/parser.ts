import { tokenize, type Operator, type Token } from "./lexer.ts";
import { ShellSyntaxError } from "./shell-error.ts";
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

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;
/** Words of the shell's language that this one doesn't have. */
const NOT_HERE: readonly string[] = ["function", "select", "coproc"];
/** Words that end a list of commands when they stand where a command would. */
const CLOSERS: readonly string[] = ["then", "elif", "else", "fi", "do", "done", "esac", "}"];

/**
 * Read a script: simple commands, quotes, variables, substitutions, pipes, `;`, `&&`, `||`, `!`, redirections, `( )`, `{ }`,
 * `if`, `while`, `until`, `for`. Nothing is ever handed to an interpreter of the machine that this runs on.
 *
 * @throws ShellSyntaxError
 */
export function parseScript(text: string): Script {
  const parser = new Parser(tokenize(text, parseScript));
  return parser.script();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  script(): Script {
    const script = this.#list();
    if (this.#peek() !== undefined) throw this.#unexpected();
    return script;
  }

  #list(): ScriptItem[] {
    const items: ScriptItem[] = [];
    for (this.#skipNewlines(); !this.#atListEnd(); this.#skipNewlines()) {
      const list = this.#andOr();
      const background = this.#accept("&");
      items.push({ list, background });
      if (!background && !this.#accept(";") && !this.#accept("\n")) break;
    }
    return items;
  }

  #atListEnd(): boolean {
    const token = this.#peek();
    return (
      token === undefined ||
      isOperator(token, ")") ||
      isOperator(token, ";;") ||
      (token.kind === "word" && CLOSERS.includes(token.raw))
    );
  }

  #andOr(): AndOr {
    const list: AndOr[number][] = [{ operator: null, pipeline: this.#pipeline() }];
    for (;;) {
      const operator = this.#accept("&&") ? "&&" : this.#accept("||") ? "||" : null;
      if (operator === null) return list;
      this.#skipNewlines();
      list.push({ operator, pipeline: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    const negated = this.#acceptWord("!");
    const stages = [this.#stage()];
    while (this.#accept("|")) {
      this.#skipNewlines();
      stages.push(this.#stage());
    }
    return { negated, stages };
  }

  #stage(): Stage {
    const redirects: Redirect[] = [];
    const compound = this.#compound();
    if (compound === null) return { command: this.#simple(redirects), redirects };
    while (this.#peek()?.kind === "redirect") redirects.push(...this.#redirect());
    return { command: compound, redirects };
  }

  #compound(): Command | null {
    if (this.#accept("(")) return { kind: "group", body: this.#until(() => this.#accept(")"), ")"), subshell: true };
    if (this.#acceptWord("{")) return { kind: "group", body: this.#closed("}"), subshell: false };
    if (this.#acceptWord("if")) return this.#if();
    if (this.#acceptWord("for")) return this.#for();
    if (this.#acceptWord("case")) return this.#case();
    const word = this.#peek();
    if (word?.kind === "word" && NOT_HERE.includes(word.raw)) {
      throw new ShellSyntaxError(`${word.raw}: not available in this simulated shell`);
    }
    const loop = this.#acceptWord("while") ? "while" : this.#acceptWord("until") ? "until" : null;
    if (loop === null) return null;
    return { kind: "loop", until: loop === "until", condition: this.#closed("do"), body: this.#closed("done") };
  }

  #if(): Command {
    const arms: IfArm[] = [];
    for (;;) {
      const condition = this.#closed("then");
      const body = this.#list();
      arms.push({ condition, body });
      if (this.#acceptWord("fi")) return { kind: "if", arms, otherwise: null };
      if (this.#acceptWord("else")) return { kind: "if", arms, otherwise: this.#closed("fi") };
      if (!this.#acceptWord("elif")) throw this.#unexpected("fi");
    }
  }

  #for(): Command {
    const name = this.#peek();
    if (name?.kind !== "word" || !/^[A-Za-z_]\w*$/.test(name.raw)) throw this.#unexpected();
    this.#at++;
    const words: Word[] = [];
    this.#skipNewlines();
    if (this.#acceptWord("in")) {
      for (let token = this.#peek(); token?.kind === "word"; token = this.#peek()) {
        words.push(token.word);
        this.#at++;
      }
    }
    if (!this.#accept(";")) this.#accept("\n");
    this.#skipNewlines();
    if (!this.#acceptWord("do")) throw this.#unexpected("do");
    return { kind: "for", name: name.raw, words, body: this.#closed("done") };
  }

  #case(): Command {
    const word = this.#word();
    this.#skipNewlines();
    if (!this.#acceptWord("in")) throw this.#unexpected("in");
    const arms: CaseArm[] = [];
    for (this.#skipNewlines(); !this.#acceptWord("esac"); this.#skipNewlines()) {
      this.#accept("(");
      const patterns = [this.#word()];
      while (this.#accept("|")) patterns.push(this.#word());
      if (!this.#accept(")")) throw this.#unexpected(")");
      arms.push({ patterns, body: this.#list() });
      // The last arm needs no `;;`.
      this.#accept(";;");
    }
    return { kind: "case", word, arms };
  }

  #word(): Word {
    const token = this.#peek();
    if (token?.kind !== "word") throw this.#unexpected();
    this.#at++;
    return token.word;
  }

  /** A list up to a closing word, which is taken. */
  #closed(word: string): Script {
    return this.#until(() => this.#acceptWord(word), word);
  }

  #until(accept: () => boolean, expected: string): Script {
    const body = this.#list();
    if (!accept()) throw this.#unexpected(expected);
    return body;
  }

  #simple(redirects: Redirect[]): SimpleCommand {
    const assignments: SimpleCommand["assignments"][number][] = [];
    const words: Word[] = [];
    const before = redirects.length;
    for (let token = this.#peek(); token?.kind === "word" || token?.kind === "redirect"; token = this.#peek()) {
      if (token.kind === "redirect") {
        redirects.push(...this.#redirect());
        continue;
      }
      this.#at++;
      const assignment = words.length === 0 ? assignmentOf(token.word) : null;
      if (assignment === null) words.push(token.word);
      else assignments.push(assignment);
    }
    if (words.length + assignments.length + redirects.length === before) throw this.#unexpected();
    return { kind: "simple", assignments, words };
  }

  #redirect(): Redirect[] {
    const token = this.#tokens[this.#at++];
    if (token?.kind !== "redirect") throw this.#unexpected();
    return redirectsOf(token, this.#word());
  }

  #skipNewlines(): void {
    while (this.#accept("\n"));
  }

  #accept(operator: Operator): boolean {
    const token = this.#peek();
    if (token === undefined || !isOperator(token, operator)) return false;
    this.#at++;
    return true;
  }

  #acceptWord(raw: string): boolean {
    const token = this.#peek();
    if (token?.kind !== "word" || token.raw !== raw) return false;
    this.#at++;
    return true;
  }

  #peek(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #unexpected(expected?: string): ShellSyntaxError {
    const token = this.#peek();
    const found =
      token === undefined ? "end of file" : `"${token.kind === "word" ? token.raw : printOperator(token.text)}"`;
    const wanted = expected === undefined ? "" : ` (expecting "${expected}")`;
    return new ShellSyntaxError(`syntax error: unexpected ${found}${wanted}`, token === undefined);
  }
}

function redirectsOf({ descriptor, text }: Token & { readonly kind: "redirect" }, word: Word): Redirect[] {
  switch (text) {
    case "<":
      return [{ kind: "open", descriptor: descriptor ?? 0, mode: "read", path: word }];
    case ">":
      return [{ kind: "open", descriptor: descriptor ?? 1, mode: "write", path: word }];
    case ">>":
      return [{ kind: "open", descriptor: descriptor ?? 1, mode: "append", path: word }];
    case "<>":
      return [{ kind: "open", descriptor: descriptor ?? 0, mode: "both", path: word }];
    case "<&":
      return [{ kind: "duplicate", descriptor: descriptor ?? 0, of: word }];
    case ">&":
      return [{ kind: "duplicate", descriptor: descriptor ?? 1, of: word }];
    case "&>":
      return [
        { kind: "open", descriptor: 1, mode: "write", path: word },
        { kind: "duplicate", descriptor: 2, of: [{ kind: "text", text: "1", quoted: true }] },
      ];
    default:
      return text satisfies never;
  }
}

function isOperator(token: Token, text: Operator): boolean {
  return token.kind === "operator" && token.text === text;
}

function printOperator(text: string): string {
  return text === "\n" ? "newline" : text;
}

/** `NAME=value`, where the name and `=` are not quoted. */
function assignmentOf(word: Word): SimpleCommand["assignments"][number] | null {
  let bare = "";
  let index = 0;
  for (; index < word.length; index++) {
    const part = word[index]!;
    if (part.kind !== "text" || part.quoted) break;
    bare += part.text;
    if (part.text.includes("=")) break;
  }
  const name = ASSIGNMENT.exec(bare)?.[1];
  if (name === undefined) return null;
  return { name, value: word.slice(index + 1) };
}
