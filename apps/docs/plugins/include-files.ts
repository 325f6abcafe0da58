import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readMeta } from "../src/content/fence-meta.ts";
import { localeOf, pageIdOf } from "./page-of.ts";

/** The part of a Markdown syntax tree that this plugin looks at. */
interface MarkdownNode {
  readonly type: string;
  readonly meta?: string | null;
  value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** The part of a page that this plugin looks at. `cwd` is the site's folder: Docusaurus is started there. */
interface Page {
  readonly path: string;
  readonly cwd: string;
}

/** From the site's folder to the top of the repository. */
const REPOSITORY = "../..";

/**
 * A remark plugin: a fence with `file=` in its meta shows that file of the repository, and one with `of=` what the command
 * block of that id printed when the page was last run (`lines=4-5` for a part of it, `block="…"` for the block of code that
 * begins with these words). So what a page shows is what is run.
 *
 * @throws when the file is missing: a page never shows an empty box
 */
export function includeFiles(): (tree: MarkdownNode, page: Page) => void {
  return (tree, page) => {
    for (const fence of fencesOf(tree)) {
      const { file, of, lines, block } = readMeta(fence.meta ?? "");
      const path = of === undefined ? file : outputPath(relative(page.cwd, page.path), of);
      if (path === undefined) continue;
      const text = readIncluded(path, page);
      fence.value = block === undefined ? excerpt(text, lines) : blockOf(text, block, path);
    }
  };
}

/** @param page the page's file, from the site's folder */
function outputPath(page: string, id: string): string {
  return join("apps", "docs", "outputs", localeOf(page), pageIdOf(page), `${id}.txt`);
}

/** `lines=4-5` shows those alone, and says by an ellipsis that there was more. */
function excerpt(text: string, range: string | undefined): string {
  if (range === undefined) return text;
  const [first = 1, last = first] = range.split("-").map(Number);
  const lines = text.split("\n");
  const shown = lines.slice(first - 1, last);
  return [...(first > 1 ? ["…"] : []), ...shown, ...(last < lines.length ? ["…"] : [])].join("\n");
}

/**
 * The lines from the first one that begins with these words, quotation marks not counted, to the one, indented as it is, that
 * closes it.
 *
 * @throws when there is none
 */
export function blockOf(text: string, words: string, path: string): string {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.replaceAll('"', "").trimStart().startsWith(words));
  const indent = " ".repeat((lines[first]?.length ?? 0) - (lines[first]?.trimStart().length ?? 0));
  const last = lines.findIndex(
    (line, at) => at > first && /^[)}\]]/.test(line.slice(indent.length)) && line.startsWith(indent),
  );
  if (first < 0 || last < 0) throw new Error(`${path} has no block that begins with “${words}”`);
  return lines
    .slice(first, last + 1)
    .map((line) => line.slice(indent.length))
    .join("\n");
}

function* fencesOf(node: MarkdownNode): Generator<MarkdownNode> {
  if (node.type === "code") yield node;
  for (const child of node.children ?? []) yield* fencesOf(child);
}

function readIncluded(path: string, page: Page): string {
  try {
    return readFileSync(join(page.cwd, REPOSITORY, path), "utf8").trimEnd();
  } catch (cause) {
    throw new Error(`${page.path} includes ${path}, which cannot be read`, { cause });
  }
}
