import { readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

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
 * A remark plugin: a fence with `file=` in its meta shows that file of the repository, so that what a page shows is what
 * is run. `<locale>` in the path is the page's language.
 *
 * @throws when the file is missing: a page never shows an empty box
 */
export function includeFiles(): (tree: MarkdownNode, page: Page) => void {
  return (tree, page) => {
    const locale = localeOf(relative(page.cwd, page.path));
    for (const fence of fencesOf(tree)) {
      const path = /(?:^|\s)file=(\S+)/.exec(fence.meta ?? "")?.[1];
      if (path !== undefined) fence.value = readIncluded(path.replace("<locale>", locale), page);
    }
  };
}

/** `en` for a page under `i18n/en`, else the default language. */
export function localeOf(pagePath: string): string {
  const [folder, locale] = pagePath.split(sep);
  return folder === "i18n" && locale !== undefined ? locale : "zh-Hans";
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
