/** A page taken apart as far as the gates on content need it. */
export interface PageParts {
  /** Keys only: values are translated. */
  readonly frontMatter: readonly string[];
  readonly headings: readonly { readonly level: number; readonly text: string; readonly anchor: string | null }[];
  readonly fences: readonly Fence[];
  /** Components as written, attributes and all. */
  readonly components: readonly string[];
  /** Kinds of the notes (`:::assumed`), in order. */
  readonly notes: readonly string[];
  /** Targets of links, in order. */
  readonly links: readonly string[];
  /** What is left: lines of running text, inline code and link targets taken out. */
  readonly prose: readonly string[];
}

export interface Fence {
  readonly language: string;
  readonly meta: string;
  readonly text: string;
  /** 1-based line of the opening fence. */
  readonly line: number;
}

/** Take a Markdown page apart. Fences may be indented (in lists) and longer than three ticks. */
export function partsOf(source: string): PageParts {
  const { frontMatter, body, offset } = splitFrontMatter(source);
  const { fences, rest } = splitFences(body, offset);
  const lines = rest.filter((line) => !/^(import|export) /.test(line));
  const headings = lines.map(readHeading).filter((heading) => heading !== null);
  return {
    frontMatter,
    headings,
    fences,
    components: lines.flatMap((line) => [...line.matchAll(/<[A-Z]\w*[^>]*\/?>/g)].map((match) => match[0])),
    notes: lines.flatMap((line) => /^\s*:::(\w+)/.exec(line)?.[1] ?? []),
    links: lines.flatMap((line) => [...line.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1]!)),
    prose: lines.map(proseOf).filter((line) => line !== ""),
  };
}

function splitFrontMatter(source: string): { frontMatter: readonly string[]; body: string; offset: number } {
  const [whole, inside] = /^---\n([^]*?)\n---\n/.exec(source) ?? [];
  if (whole === undefined || inside === undefined) return { frontMatter: [], body: source, offset: 0 };
  const keys = [...inside.matchAll(/^(\w+):/gm)].map((match) => match[1]!);
  return { frontMatter: keys, body: source.slice(whole.length), offset: whole.split("\n").length - 1 };
}

function splitFences(body: string, offset: number): { fences: readonly Fence[]; rest: readonly string[] } {
  const fences: Fence[] = [];
  const rest: string[] = [];
  let open: { indent: number; ticks: string; language: string; meta: string; line: number; text: string[] } | null =
    null;
  for (const [index, line] of body.split("\n").entries()) {
    const [, indent = "", ticks, language = "", meta = ""] = /^(\s*)(`{3,}|~{3,})\s*(\S*)\s*(.*)$/.exec(line) ?? [];
    if (open === null && ticks !== undefined) {
      open = { indent: indent.length, ticks, language, meta, line: offset + index + 1, text: [] };
    } else if (open !== null && ticks !== undefined && ticks.startsWith(open.ticks) && language === "") {
      fences.push({ language: open.language, meta: open.meta, line: open.line, text: open.text.join("\n") });
      open = null;
    } else if (open === null) rest.push(line);
    else open.text.push(line.slice(Math.min(open.indent, line.length - line.trimStart().length)));
  }
  if (open !== null) throw new Error(`the fence opened in line ${open.line} is never closed`);
  return { fences, rest };
}

function readHeading(line: string): PageParts["headings"][number] | null {
  const [, hashes, text, anchor] = /^(#{1,6}) (.*?)(?:\s*\{\/\* #([a-z0-9-]+) \*\/\})?$/.exec(line) ?? [];
  return hashes === undefined || text === undefined ? null : { level: hashes.length, text, anchor: anchor ?? null };
}

function proseOf(line: string): string {
  return line
    .replace(/\{\/\*.*?\*\/\}/g, "")
    .replace(/<[^>]*>/g, "")
    .replace(/`[^`]*`/g, "")
    .replace(/\]\([^)]*\)/g, "]")
    .trim();
}
