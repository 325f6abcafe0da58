import type { Command, CommandContext } from "../shell/command.ts";
import { eachLine, inputOf, linesOf, operandsOf, readFiles, writeLines } from "./lines.ts";

/** Programs for the right of a pipe. */
export const TEXT: readonly Command[] = [
  {
    name: "cat",
    run: async (context) => {
      const { stdin, stdout, job } = context;
      const names = operandsOf(context);
      if (names.length > 0) {
        const { text, complete } = readFiles(context, names);
        stdout.write(text);
        return complete ? 0 : 1;
      }
      for (let piece = await stdin.read(job); piece !== null; piece = await stdin.read(job)) stdout.write(piece);
      return 0;
    },
  },
  { name: "head", run: (context) => head(context) },
  { name: "tail", run: (context) => tail(context) },
  { name: "wc", run: (context) => count(context) },
  {
    name: "sort",
    run: async (context) => {
      const lines = linesOf(await inputOf(context, operandsOf(context)));
      const numbers = context.args.some((arg) => /^-\w*n/.test(arg));
      lines.sort(numbers ? (a, b) => Number.parseFloat(a) - Number.parseFloat(b) : undefined);
      const kept = context.args.some((arg) => /^-\w*u/.test(arg)) ? [...new Set(lines)] : lines;
      return writeLines(context, context.args.some((arg) => /^-\w*r/.test(arg)) ? kept.reverse() : kept);
    },
  },
  {
    name: "uniq",
    run: async (context) => {
      const lines = linesOf(await inputOf(context, operandsOf(context)));
      return writeLines(
        context,
        lines.filter((line, index) => line !== lines[index - 1]),
      );
    },
  },
];

/** `-n 3`, `-3` */
function lineCount(args: readonly string[]): { readonly wanted: number; readonly files: readonly string[] } {
  const at = args.indexOf("-n");
  const short = args.find((arg) => /^-n?\+?\d+$/.test(arg));
  const number = Number(at >= 0 ? args[at + 1] : (short?.replace(/^-n?\+?/, "") ?? 10));
  const files = args.filter((arg, index) => !arg.startsWith("-") && (at < 0 || index !== at + 1));
  return { wanted: Number.isNaN(number) ? 10 : number, files };
}

/** Takes lines as they come, and goes when it has enough: what writes to it then ends. */
async function head(context: CommandContext): Promise<number> {
  const { wanted, files } = lineCount(context.args);
  let left = wanted;
  if (left === 0) return 0;
  const complete = await eachLine(context, files, (line) => {
    context.stdout.write(`${line}\n`);
    return --left > 0;
  });
  return complete ? 0 : 1;
}

async function tail(context: CommandContext): Promise<number> {
  const { wanted, files } = lineCount(context.args);
  const lines = linesOf(await inputOf(context, files));
  writeLines(context, wanted === 0 ? [] : lines.slice(-wanted));
  return context.args.some((arg) => /^-\w*[fF]/.test(arg)) ? context.job.forever() : 0;
}

async function count(context: CommandContext): Promise<number> {
  const text = await inputOf(context, operandsOf(context));
  const words = text.split(/\s+/).filter((word) => word !== "");
  const numbers = { l: text.split("\n").length - 1, w: words.length, c: text.length };
  const letters = (["l", "w", "c"] as const).filter((letter) =>
    context.args.some((arg) => /^-\w+$/.test(arg) && arg.includes(letter)),
  );
  const shown = (letters.length === 0 ? (["l", "w", "c"] as const) : letters).map((letter) => String(numbers[letter]));
  return writeLines(context, [shown.length === 1 ? shown[0]! : shown.map((number) => number.padStart(7)).join(" ")]);
}
