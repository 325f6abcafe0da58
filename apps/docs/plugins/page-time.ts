import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { localeOf, pageIdOf } from "./page-of.ts";

/** The part of a Markdown syntax tree that this plugin looks at and adds to. */
interface Node {
  readonly type: string;
  readonly value?: string;
  readonly depth?: number;
  readonly children?: Node[];
}

interface Page {
  readonly path: string;
  /** The site's folder: Docusaurus is started there. */
  readonly cwd: string;
}

/** What a person reads a minute when the text is technical and read to be acted upon. */
const PER_MINUTE = { hanCharacters: 300, words: 200 } as const;

/** How long the commands of each page took when its outputs were last written, in seconds; see scripts/outputs.ts. */
const TIMES = join("outputs", "times.json");

/**
 * A remark plugin: below its title a page says how long it takes, from what it holds: the text by a reader's pace, the commands
 * by the clock.
 */
export function pageTime(): (tree: Node, page: Page) => void {
  return (tree, { path, cwd }) => {
    const at = tree.children?.findIndex(({ type, depth }) => type === "heading" && depth === 1) ?? -1;
    if (at < 0) return;
    const file = relative(cwd, path);
    const times = JSON.parse(readFileSync(join(cwd, TIMES), "utf8")) as Record<string, number | undefined>;
    tree.children?.splice(at + 1, 0, {
      type: "mdxJsxFlowElement",
      name: "PageTime",
      attributes: [
        attribute("minutes", minutesToRead(tree)),
        attribute("seconds", times[pageIdOf(file)] ?? 0),
        attribute("pace", localeOf(file) === "zh-Hans" ? PER_MINUTE.hanCharacters : PER_MINUTE.words),
      ],
      children: [],
    } as unknown as Node);
  };
}

function attribute(name: string, value: number): object {
  return { type: "mdxJsxAttribute", name, value: String(value) };
}

/** At least 1; fences and code in the text are looked at, not read. */
export function minutesToRead(tree: Node): number {
  const text = [...textsOf(tree)].join(" ");
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  const words = text.match(/[A-Za-z][A-Za-z'’-]*/g)?.length ?? 0;
  return Math.max(1, Math.round(han / PER_MINUTE.hanCharacters + words / PER_MINUTE.words));
}

function* textsOf(node: Node): Generator<string> {
  if (node.type === "text") yield node.value ?? "";
  for (const child of node.children ?? []) yield* textsOf(child);
}
