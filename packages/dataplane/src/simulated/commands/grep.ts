import { Matcher } from "../pattern/matcher.ts";
import { PatternError } from "../pattern/parse.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { eachLine } from "./lines.ts";
import { lastValue, readOptions, type Options, type OptionSpec } from "./options.ts";

const SPEC: OptionSpec = {
  "-i": { key: "ignore-case", value: false },
  "-v": { key: "invert", value: false },
  "-c": { key: "count", value: false },
  "-q": { key: "quiet", value: false },
  "-o": { key: "only", value: false },
  "-n": { key: "number", value: false },
  "-E": { key: "extended", value: false },
  "-P": { key: "extended", value: false },
  "-F": { key: "fixed", value: false },
  "-w": { key: "word", value: false },
  "--color": { key: "ignored", value: false },
  "-e": { key: "pattern", value: true },
  "-A": { key: "after", value: true },
  "-m": { key: "most", value: true },
};

/** grep's exit statuses. */
const EXIT = { found: 0, nothing: 1, trouble: 2 } as const;

export const grep: Command = {
  name: "grep",
  aliases: ["egrep", "fgrep"],
  run: async (context) => {
    const options = readOptions(context.args, SPEC);
    const given = lastValue(options, "pattern");
    const [pattern, ...files] = given === null ? options.operands : [given, ...options.operands];
    if (options.problem !== null || pattern === undefined) {
      context.stderr.write("Usage: grep [-ivcqonEFw] [-A N] [-m N] PATTERN [FILE]...\n");
      return EXIT.trouble;
    }
    try {
      return await search(context, options, matcherOf(pattern, options.flags, context.name), files);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      context.stderr.write(`grep: ${error.message}\n`);
      return EXIT.trouble;
    }
  },
};

/** Shows lines as they come, so that it can follow a command that never ends. */
async function search(
  context: CommandContext,
  options: Options,
  matcher: Matcher,
  files: readonly string[],
): Promise<number> {
  const { flags } = options;
  const [most, after] = [Number(lastValue(options, "most") ?? Infinity), Number(lastValue(options, "after") ?? 0)];
  let [number, hits, trailing] = [0, 0, 0];
  const quiet = flags.has("quiet") || flags.has("count");
  const complete = await eachLine(context, files, (line) => {
    number++;
    const hit = matcher.test(line) !== flags.has("invert");
    if (hit) [hits, trailing] = [hits + 1, after + 1];
    if (!quiet && trailing-- > 0) show(context, number, line, flags, matcher);
    return hits < most && !(flags.has("quiet") && hit);
  });
  if (flags.has("count")) context.stdout.write(`${hits}\n`);
  if (!complete && hits === 0) return EXIT.trouble;
  return hits > 0 ? EXIT.found : EXIT.nothing;
}

function show(
  { stdout }: CommandContext,
  number: number,
  line: string,
  flags: ReadonlySet<string>,
  matcher: Matcher,
): void {
  const texts = flags.has("only") ? matcher.all(line) : [line];
  for (const text of texts) stdout.write(`${flags.has("number") ? `${number}:` : ""}${text}\n`);
}

/** @throws PatternError */
function matcherOf(pattern: string, flags: ReadonlySet<string>, name: string): Matcher {
  const fixed = flags.has("fixed") || name === "fgrep";
  const extended = !fixed && (flags.has("extended") || name === "egrep");
  const source = fixed ? pattern.replace(/[\\^$.*[\]]/g, "\\$&") : pattern;
  const edge = extended ? ["\\b(", ")\\b"] : ["\\b\\(", "\\)\\b"];
  return new Matcher(flags.has("word") ? edge.join(source) : source, {
    extended,
    ignoreCase: flags.has("ignore-case"),
  });
}
