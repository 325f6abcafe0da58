import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readCommandBlock, readMeta, type CommandBlock } from "../src/content/fence-meta.ts";
import { partsOf } from "../src/content/parts.ts";
import type { Locale } from "../src/messages/messages.ts";

const SITE = join(import.meta.dirname, "..");
const REPOSITORY = join(SITE, "..", "..");
/** Above the slowest block of any page on a loaded machine. */
const BLOCK_LIMIT_MS = 120_000;

export const PAGE_FOLDERS: Readonly<Record<Locale, string>> = {
  "zh-Hans": join(SITE, "docs"),
  en: join(SITE, "i18n/en/docusaurus-plugin-content-docs/current"),
};
export const LOCALES = ["zh-Hans", "en"] as const satisfies readonly Locale[];

/** What a person's terminal would be set to. */
const LANG: Readonly<Record<Locale, string>> = { "zh-Hans": "zh_CN.UTF-8", en: "en_US.UTF-8" };

export interface PageCommands {
  /** `drills/vpc-cni-pod-to-pod` */
  readonly page: string;
  readonly blocks: readonly CommandBlock[];
  /** Ids whose output the page shows. */
  readonly shown: readonly string[];
  /** Does the page start with a lab that is up? `lab: up` in its front matter. */
  readonly startsUp: boolean;
  /** Fences that are neither commands nor their output. */
  readonly listings: number;
}

export interface Ran {
  readonly id: string;
  readonly exit: number;
  readonly output: string;
  readonly seconds: number;
}

/** Every page with a command block. */
export function pagesWithCommands(locale: Locale): readonly PageCommands[] {
  return readdirSync(PAGE_FOLDERS[locale], { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".mdx"))
    .toSorted()
    .map((name) => readPage(name.slice(0, -".mdx".length), locale))
    .filter(({ blocks }) => blocks.length > 0);
}

function readPage(page: string, locale: Locale): PageCommands {
  const source = readFileSync(join(PAGE_FOLDERS[locale], `${page}.mdx`), "utf8");
  const { fences } = partsOf(source);
  const blocks = fences.filter(({ language }) => language === "sh").map(readCommandBlock);
  const outputs = fences.filter(({ language }) => language === "output");
  return {
    page,
    blocks,
    startsUp: /^lab: up$/m.test(source),
    shown: outputs.flatMap(({ meta }) => readMeta(meta)["of"] ?? []),
    listings: fences.length - blocks.length - outputs.length,
  };
}

/** The folder where pages put what they write. Each run has one of its own: pages are run side by side. */
const REPORTS = /(?<=^|[ ;])reports(?=$|[ ;/])/gm;

/** Run a page from top to bottom in a lab of its own, as a reader would, and take the lab down whatever happens. */
export async function runPage({ blocks, startsUp }: PageCommands, locale: Locale): Promise<readonly Ran[]> {
  const folder = mkdtempSync(join(tmpdir(), "podpath-page-"));
  const env = {
    ...process.env,
    LANG: LANG[locale],
    LC_ALL: LANG[locale],
    NO_COLOR: "1",
    COLUMNS: "",
    PODPATH_LAB_DIR: join(folder, ".lab"),
  };
  mkdirSync(join(folder, "reports"));
  try {
    if (startsUp) await runInShell("./lab up", env);
    const ran: Ran[] = [];
    for (const block of blocks) {
      if (block.kind === "not-run") continue;
      const start = performance.now();
      const { exit, output } = await runInShell(block.run.replaceAll(REPORTS, join(folder, "reports")), env);
      const seconds = (performance.now() - start) / 1000;
      ran.push({ id: block.id, exit, output: asSeen(output, folder), seconds });
    }
    return ran;
  } finally {
    await runInShell("./lab down", env);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Both outputs in the order in which they came; exit -1 when it had to be stopped. */
function runInShell(command: string, env: NodeJS.ProcessEnv): Promise<{ exit: number; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: REPOSITORY, env, encoding: "utf8", timeout: BLOCK_LIMIT_MS } as const;
    const child = execFile("sh", ["-c", `exec 2>&1 </dev/null\n${command}`], options, (_, output) =>
      resolve({ exit: child.exitCode ?? -1, output }),
    );
  });
}

/** Where the reader's lab and clone are, not where this one ran; the key of his lab's page is his alone. */
function asSeen(output: string, folder: string): string {
  return output
    .replaceAll(join(folder, ".lab"), "~/podpath/.lab")
    .replaceAll(join(folder, "reports"), "reports")
    .replaceAll(REPOSITORY, "~/podpath")
    .replaceAll(/#lab=[\w-]+/g, "#lab=…")
    .trimEnd();
}

/** Seconds that the commands of each page took when its outputs were last written. */
export const TIMES_FILE = join(SITE, "outputs", "times.json");

export function outputFile(page: string, id: string, locale: Locale): string {
  return join(SITE, "outputs", locale, page, `${id}.txt`);
}
