import { resolvePath } from "../files.ts";
import type { CommandContext } from "../shell/command.ts";
import { readAll } from "../streams.ts";

/** How often a long run of lines lets everything else on this thread run. */
const BREATH_LINES = 1000;

/**
 * The lines of files one after another, or of standard input as they come, until `use` has had enough.
 *
 * @returns false where a file isn't there, and that was said
 */
export async function eachLine(
  context: CommandContext,
  files: readonly string[],
  use: (line: string) => boolean,
): Promise<boolean> {
  if (files.length > 0) {
    const { text, complete } = readFiles(context, files);
    for (const [index, line] of linesOf(text).entries()) {
      if (index % BREATH_LINES === BREATH_LINES - 1) await context.job.sleep(0);
      if (!use(line)) break;
    }
    return complete;
  }
  const { stdin, job } = context;
  for (let line = await stdin.readLine(job); line !== null && use(line); line = await stdin.readLine(job));
  return true;
}

/** Files one after another, or all of standard input. */
export async function inputOf(context: CommandContext, files: readonly string[]): Promise<string> {
  return files.length === 0 ? readAll(context.stdin, context.job) : readFiles(context, files).text;
}

export function linesOf(text: string): string[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export function writeLines({ stdout }: CommandContext, lines: readonly string[]): number {
  stdout.write(lines.map((line) => `${line}\n`).join(""));
  return 0;
}

/** What isn't an option. */
export function operandsOf({ args }: CommandContext): string[] {
  return args.filter((arg) => !/^-./.test(arg));
}

/** @returns also whether all of them were there; what wasn't was said */
export function readFiles({ shell, stderr, name: program }: CommandContext, names: readonly string[]) {
  let text = "";
  let complete = true;
  for (const name of names) {
    const path = resolvePath(shell.folder, name);
    const found = shell.place.files.read(path);
    text += found ?? "";
    if (found !== null) continue;
    complete = false;
    stderr.write(
      `${program}: ${name}: ${shell.place.files.isFolder(path) ? "Is a directory" : "No such file or directory"}\n`,
    );
  }
  return { text, complete };
}
