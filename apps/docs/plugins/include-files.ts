import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { readMeta } from "../src/content/fence-meta.ts";

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
 * block of that id printed when the page was last run (`lines=4-5` for a part of it). So what a page shows is what is run.
 *
 * @throws when the file is missing: a page never shows an empty box
 */
export function includeFiles(): (tree: MarkdownNode, page: Page) => void {
  return (tree, page) => {
    for (const fence of fencesOf(tree)) {
      const { file, of, lines } = readMeta(fence.meta ?? "");
      const path = of === undefined ? file : outputPath(relative(page.cwd, page.path), of);
      if (path !== undefined) fence.value = excerpt(readIncluded(path, page), lines);
    }
  };
}

/** @param page the page's file, from the site's folder */
function outputPath(page: string, id: string): string {
  const locale = localeOf(page);
  const folders = page.split(sep).slice(locale === "zh-Hans" ? 1 : 4);
  return join("apps", "docs", "outputs", locale, ...folders).replace(/\.mdx$/, `/${id}.txt`);
}

/** `en` for a page under `i18n/en`, else the default language. */
export function localeOf(pagePath: string): string {
  const [folder, locale] = pagePath.split(sep);
  return folder === "i18n" && locale !== undefined ? locale : "zh-Hans";
}

/** `lines=4-5` shows those alone, and says by an ellipsis that there was more. */
function excerpt(text: string, range: string | undefined): string {
  if (range === undefined) return text;
  const [first = 1, last = first] = range.split("-").map(Number);
  const lines = text.split("\n");
  const shown = lines.slice(first - 1, last);
  return [...(first > 1 ? ["…"] : []), ...shown, ...(last < lines.length ? ["…"] : [])].join("\n");
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
