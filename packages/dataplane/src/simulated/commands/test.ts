import { resolvePath } from "../files.ts";
import type { Command, CommandContext } from "../shell/command.ts";

export const test: Command = {
  name: "test",
  aliases: ["[", "[["],
  run: (context) => {
    const { name, stderr } = context;
    const words = [...context.args];
    const closing = name === "[" ? "]" : name === "[[" ? "]]" : null;
    if (closing !== null && words.pop() !== closing) {
      stderr.write(`${name}: missing ${closing}\n`);
      return 2;
    }
    const holds = decide(words, context);
    if (holds !== null) return holds ? 0 : 1;
    stderr.write(`${name}: ${words.join(" ")}: unknown expression\n`);
    return 2;
  },
};

/** Null: no expression. */
function decide(words: readonly string[], context: CommandContext): boolean | null {
  for (const [operator, join] of JOINS) {
    const at = words.indexOf(operator);
    if (at <= 0) continue;
    const [left, right] = [decide(words.slice(0, at), context), decide(words.slice(at + 1), context)];
    return left === null || right === null ? null : join(left, right);
  }
  if (words[0] === "!" && words.length > 1) {
    const inner = decide(words.slice(1), context);
    return inner === null ? null : !inner;
  }
  const [first = "", second = "", third = ""] = words;
  switch (words.length) {
    case 0:
      return false;
    case 1:
      return first !== "";
    case 2:
      return unary(first, second, context);
    case 3:
      return binary(first, second, third);
    default:
      return null;
  }
}

const JOINS: readonly (readonly [string, (left: boolean, right: boolean) => boolean])[] = [
  ["-o", (left, right) => left || right],
  ["||", (left, right) => left || right],
  ["-a", (left, right) => left && right],
  ["&&", (left, right) => left && right],
];

function unary(operator: string, word: string, { shell, stdout }: CommandContext): boolean | null {
  const path = resolvePath(shell.folder, word);
  const { files } = shell.place;
  switch (operator) {
    case "-z":
      return word === "";
    case "-n":
      return word !== "";
    case "-e":
      return files.isFolder(path) || files.read(path) !== null;
    case "-f":
    case "-r":
      return files.read(path) !== null;
    case "-s":
      return (files.read(path) ?? "") !== "";
    case "-d":
      return files.isFolder(path);
    case "-t":
      return stdout.isTerminal;
    default:
      return null;
  }
}

function binary(left: string, operator: string, right: string): boolean | null {
  const [a, b] = [Number(left), Number(right)];
  switch (operator) {
    case "=":
    case "==":
      return left === right;
    case "!=":
      return left !== right;
    case "-eq":
      return a === b;
    case "-ne":
      return a !== b;
    case "-lt":
      return a < b;
    case "-le":
      return a <= b;
    case "-gt":
      return a > b;
    case "-ge":
      return a >= b;
    default:
      return null;
  }
}
