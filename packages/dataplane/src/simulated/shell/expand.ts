import type { Job } from "../job.ts";
import { evaluateArithmetic } from "./arithmetic.ts";
import type { Shell } from "./shell.ts";
import type { Script, Word, WordPart } from "./syntax.ts";
import { matchFiles, type Piece } from "./wildcard.ts";

/** What an expansion needs: the shell, and how to run `$(…)`. */
export interface Expander {
  readonly shell: Shell;
  readonly job: Job;
  /** @returns what the script wrote, and sets the shell's status */
  capture(script: Script): Promise<string>;
}

/** Words to fields: variables and substitutions put in, what isn't quoted split at blanks, wildcards matched to files. */
export async function expandFields(words: readonly Word[], expander: Expander): Promise<string[]> {
  const fields: string[] = [];
  for (const word of words) {
    for (const field of await splitWord(word, expander)) fields.push(...withFiles(field, expander.shell));
  }
  return fields;
}

/** A word to one text, unsplit: for assignments, redirections, arithmetic. */
export async function expandText(word: Word, expander: Expander): Promise<string> {
  let text = "";
  for (const part of word) text += await partText(part, expander);
  return text;
}

/** A word as a pattern: what was quoted in it matches itself. */
export async function expandPattern(word: Word, expander: Expander): Promise<Piece[]> {
  const pieces: Piece[] = [];
  for (const part of word) pieces.push({ text: await partText(part, expander), quoted: part.quoted });
  return pieces;
}

async function splitWord(word: Word, expander: Expander): Promise<Piece[][]> {
  const fields: Piece[][] = [];
  let field: Piece[] | null = null;
  const add = (text: string, quoted: boolean): void => void (field ??= []).push({ text, quoted });
  const cut = (): void => {
    if (field !== null) fields.push(field);
    field = null;
  };
  for (const part of withHome(word, expander.shell)) {
    if (part.kind === "variable" && part.name === "@" && part.quoted) {
      for (const [index, parameter] of expander.shell.parameters.slice(1).entries()) {
        if (index > 0) cut();
        add(parameter, true);
      }
      continue;
    }
    const text = await partText(part, expander);
    if (part.kind === "text" || part.quoted) {
      add(text, part.quoted);
      continue;
    }
    for (const piece of text.split(/([ \t\n]+)/)) {
      if (/^[ \t\n]/.test(piece)) cut();
      else if (piece !== "") add(piece, false);
    }
  }
  cut();
  return fields;
}

/** `~` and `~/…` mean the home folder. */
function withHome(word: Word, { variables }: Shell): Word {
  const [first, second] = word;
  if (first?.kind !== "text" || first.quoted || first.text !== "~") return word;
  if (second !== undefined && !(second.kind === "text" && second.text.startsWith("/"))) return word;
  return [{ kind: "text", text: variables.get("HOME") ?? "/", quoted: true }, ...word.slice(1)];
}

async function partText(part: WordPart, expander: Expander): Promise<string> {
  switch (part.kind) {
    case "text":
      return part.text;
    case "variable": {
      const value = variable(part.name, expander.shell);
      if (value !== undefined && (value !== "" || part.fallback === null)) return value;
      return part.fallback === null ? "" : expandText(part.fallback, expander);
    }
    case "substitution":
      return (await expander.capture(part.script)).replace(/\n+$/, "");
    case "arithmetic": {
      const expression = await expandText(part.expression, expander);
      return String(evaluateArithmetic(expression, (name) => expander.shell.variables.get(name) ?? "0"));
    }
    default:
      return part satisfies never;
  }
}

function variable(name: string, shell: Shell): string | undefined {
  if (/^\d+$/.test(name)) return shell.parameters[Number(name)];
  switch (name) {
    case "?":
      return String(shell.status);
    case "#":
      return String(shell.parameters.length - 1);
    case "@":
    case "*":
      return shell.parameters.slice(1).join(" ");
    case "$":
      return String(shell.session.pid);
    case "!":
      return String(shell.background.at(-1)?.pid ?? "");
    case "PWD":
      return shell.folder;
    default:
      return shell.variables.get(name);
  }
}

function withFiles(field: readonly Piece[], shell: Shell): string[] {
  const plain = field.map(({ text }) => text).join("");
  if (!field.some(({ text, quoted }) => !quoted && /[*?[]/.test(text))) return [plain];
  const found = matchFiles(field, shell.place.files, shell.folder);
  return found.length === 0 ? [plain] : found;
}
