import type { Token } from "./lexer.ts";
import type { Redirect, SimpleCommand, Word } from "./syntax.ts";

const ASSIGNMENT = /^([A-Za-z_]\w*)=/;

/** What an operator and the word behind it mean. */
export function redirectsOf({ descriptor, text }: Token & { readonly kind: "redirect" }, word: Word): Redirect[] {
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

/** `NAME=value`, where the name and `=` are not quoted. */
export function assignmentOf(word: Word): SimpleCommand["assignments"][number] | null {
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
