import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { mask } from "../src/content/masks.ts";
import type { Locale } from "../src/messages/messages.ts";
import { LOCALES, outputFile, pagesWithCommands, runPage, TIMES_FILE, type PageCommands, type Ran } from "./session.ts";

/**
 * Writes the outputs that pages show, from real runs: `pnpm --filter @podpath/docs outputs [page …]`. A page's files are written
 * together, and only when one of them says something else than before: ids agree within a page and don't change for nothing.
 * The time that its commands took is kept as well: the shortest seen, until a page grows.
 */
/** A busy machine may take so many times as long for the same commands. */
const BUSY = 3;
/** The built site, which the lab serves. */
const SITE = join(import.meta.dirname, "..", "build", "index.html");

if (!existsSync(SITE))
  throw new Error("Build the site first: only then does `status` print its address, as a reader sees it.");

const wanted = process.argv.slice(2);
for (const locale of LOCALES)
  for (const page of pagesWithCommands(locale))
    if (wanted.length === 0 || wanted.includes(page.page)) await refresh(page, locale);

async function refresh(page: PageCommands, locale: Locale): Promise<void> {
  const ran = await runPage(page, locale);
  for (const block of page.blocks) {
    const result = block.kind === "run" ? ran.find(({ id }) => id === block.id) : undefined;
    if (block.kind === "run" && result?.exit !== block.exit)
      throw new Error(
        `${page.page}, line ${block.line}: exit ${result?.exit}, expected ${block.exit}\n${result?.output}`,
      );
  }
  keepTime(page, ran);
  const shown = ran.filter(({ id }) => page.shown.includes(id));
  const stale = shown.filter(({ id, output }) => mask(read(page, id, locale)) !== mask(output));
  console.log(`${locale} ${page.page}: ${ran.length} run, ${shown.length} shown, ${stale.length} changed`);
  if (stale.length > 0) write(page, shown, locale);
}

function keepTime({ page }: PageCommands, ran: readonly Ran[]): void {
  const times = JSON.parse(readFileSync(TIMES_FILE, "utf8")) as Record<string, number>;
  const seconds = Math.ceil(ran.reduce((sum, each) => sum + each.seconds, 0));
  const kept = times[page];
  if (kept !== undefined && seconds >= kept && seconds <= kept * BUSY) return;
  const entries = Object.entries({ ...times, [page]: seconds }).toSorted(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(TIMES_FILE, `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`);
}

function write(page: PageCommands, shown: readonly Ran[], locale: Locale): void {
  rmSync(outputFile(page.page, "*", locale).replace("/*.txt", ""), { recursive: true, force: true });
  for (const { id, output } of shown) {
    const file = outputFile(page.page, id, locale);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${output}\n`);
  }
}

function read({ page }: PageCommands, id: string, locale: Locale): string {
  const file = outputFile(page, id, locale);
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
