import { readAll } from "../streams.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { eachFile, operandsOf } from "./files.ts";
import { lastValue, readOptions, type OptionSpec } from "./options.ts";

/** Programs for the right of a pipe. */
export const TEXT: readonly Command[] = [
  { name: "grep", aliases: ["egrep"], run: (context) => grep(context) },
  { name: "head", run: (context) => head(context) },
  { name: "tail", run: (context) => tail(context) },
  { name: "wc", run: (context) => count(context) },
  {
    name: "sort",
    run: async (context) => {
      const lines = linesOf(await input(context, operandsOf(context))).sort();
      const kept = context.args.includes("-u") ? [...new Set(lines)] : lines;
      return write(context, context.args.includes("-r") ? kept.reverse() : kept);
    },
  },
  {
    name: "uniq",
    run: async (context) => {
      const lines = linesOf(await input(context, operandsOf(context)));
      return write(
        context,
        lines.filter((line, index) => line !== lines[index - 1]),
      );
    },
  },
];

const GREP: OptionSpec = {
  "-i": { key: "ignore-case", value: false },
  "-v": { key: "invert", value: false },
  "-c": { key: "count", value: false },
  "-q": { key: "quiet", value: false },
  "-o": { key: "only", value: false },
  "-n": { key: "number", value: false },
  "-E": { key: "extended", value: false },
  "-F": { key: "fixed", value: false },
  "-w": { key: "word", value: false },
  "-e": { key: "pattern", value: true },
  "-A": { key: "after", value: true },
};

async function grep(context: CommandContext): Promise<number> {
  const options = readOptions(context.args, GREP);
  const given = lastValue(options, "pattern");
  const [pattern, ...files] = given === null ? options.operands : [given, ...options.operands];
  const matcher = pattern === undefined ? null : matcherOf(pattern, options.flags, context.name === "egrep");
  if (options.problem !== null || matcher === null) {
    context.stderr.write("Usage: grep [-ivcqonEFw] [-A N] PATTERN [FILE]...\n");
    return 2;
  }
  const { flags } = options;
  const lines = linesOf(await input(context, files));
  const hits = lines.map((line) => matcher.test(line) !== flags.has("invert"));
  const after = Number(lastValue(options, "after") ?? 0);
  const shown = lines.flatMap((line, index) => {
    if (!hits.slice(Math.max(0, index - after), index + 1).includes(true)) return [];
    const texts = flags.has("only") ? (line.match(new RegExp(matcher.source, `g${matcher.flags}`)) ?? []) : [line];
    return texts.map((text) => (flags.has("number") ? `${index + 1}:${text}` : text));
  });
  if (flags.has("count")) write(context, [String(hits.filter(Boolean).length)]);
  else if (!flags.has("quiet")) write(context, shown);
  return hits.includes(true) ? 0 : 1;
}

/** Null: no regular expression. */
function matcherOf(pattern: string, flags: ReadonlySet<string>, extended: boolean): RegExp | null {
  const source = flags.has("fixed")
    ? pattern.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
    : dialect(pattern, extended || flags.has("extended"));
  try {
    return new RegExp(flags.has("word") ? `\\b(?:${source})\\b` : source, flags.has("ignore-case") ? "i" : "");
  } catch {
    return null;
  }
}

/** In basic expressions `+ ? | ( ) { }` are themselves, and special with a backslash. */
function dialect(pattern: string, extended: boolean): string {
  return extended
    ? pattern
    : pattern.replace(/\\([+?|(){}])|([+?|(){}])/g, (_, escaped?: string, plain?: string) => escaped ?? `\\${plain}`);
}

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
  if (files.length > 0) return eachFile(context, files, (text) => write(context, linesOf(text).slice(0, wanted)));
  for (let taken = 0; taken < wanted; taken++) {
    const line = await context.stdin.readLine(context.job);
    if (line === null) return 0;
    context.stdout.write(`${line}\n`);
  }
  return 0;
}

async function tail(context: CommandContext): Promise<number> {
  const { wanted, files } = lineCount(context.args);
  const follow = context.args.some((arg) => /^-\w*[fF]/.test(arg));
  const named = files.filter((name) => name !== "/dev/null");
  write(context, linesOf(await input(context, named.length === files.length ? files : ["/dev/null"])).slice(-wanted));
  return follow ? context.job.forever() : 0;
}

async function count(context: CommandContext): Promise<number> {
  const text = await input(context, operandsOf(context));
  const numbers = [text.split("\n").length - 1, text.split(/\s+/).filter((word) => word !== "").length, text.length];
  const wanted = ["l", "w", "c"].map((letter) => context.args.some((arg) => new RegExp(`^-\\w*${letter}`).test(arg)));
  const shown = numbers.filter((_, index) => wanted[index] || !wanted.includes(true));
  context.stdout.write(
    `${shown.length === 1 ? shown[0]! : shown.map((number) => String(number).padStart(7)).join(" ")}\n`,
  );
  return 0;
}

/** Files one after another, or standard input. */
async function input(context: CommandContext, files: readonly string[]): Promise<string> {
  if (files.length === 0) return readAll(context.stdin, context.job);
  let text = "";
  eachFile(context, files, (piece) => (text += piece));
  return text;
}

function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function write({ stdout }: CommandContext, lines: readonly string[]): number {
  stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
}
