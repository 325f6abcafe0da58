import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { LOCALES, outputFile, pagesWithCommands, runPage, TIMES_FILE } from "../scripts/session.ts";
import { mask } from "../src/content/masks.ts";

/** Time for all the blocks of one page. */
const PAGE_LIMIT_MS = 300_000;
const counts = { run: 0, notRun: 0, outputs: 0, listings: 0 };
const times = JSON.parse(readFileSync(TIMES_FILE, "utf8")) as Record<string, number>;

/**
 * Every command block of every page is run, in page order, in a lab of its own, and what the page shows is what came. Pages are
 * run side by side: most of their time is a curl that waits.
 */
describe.concurrent.each(
  LOCALES.flatMap((locale) => pagesWithCommands(locale).map((page) => [locale, page.page, page] as const)),
)("%s %s", (locale, _, page) => {
  test(
    "each command ends as the page says, each output is as shown",
    async () => {
      const ran = await runPage(page, locale);
      for (const block of page.blocks) {
        if (block.kind === "not-run") continue;
        const result = ran.find(({ id }) => id === block.id);
        expect(result?.exit, `line ${block.line}: ${block.shown}\n${result?.output}`).toBe(block.exit);
      }
      for (const id of page.shown) {
        const shown = readFileSync(outputFile(page.page, id, locale), "utf8");
        expect(mask(ran.find((each) => each.id === id)?.output ?? ""), `the output of ${id}`).toBe(mask(shown));
      }
      const seconds = Math.ceil(ran.reduce((sum, each) => sum + each.seconds, 0));
      console.log(`${locale} ${page.page}: ${seconds} s; the page says ${times[page.page]} s`);
      expect(times[page.page], "the page says how long its commands take").toBeGreaterThanOrEqual(0);
      counts.run += ran.length;
      counts.notRun += page.blocks.length - ran.length;
      counts.outputs += page.shown.length;
      counts.listings += page.listings;
    },
    PAGE_LIMIT_MS,
  );

  test("ids are unlike each other, and every output shown belongs to a block above it", () => {
    const ids = page.blocks.flatMap((block) => (block.kind === "run" ? [block.id] : []));
    expect(new Set(ids).size).toBe(ids.length);
    expect(page.shown.filter((id) => !ids.includes(id))).toEqual([]);
  });

  test("no output file is left over", () => {
    const folder = join(outputFile(page.page, "x", locale), "..");
    const files = existsSync(folder) ? readdirSync(folder) : [];
    expect(files.filter((name) => name.endsWith(".txt")).toSorted()).toEqual(
      page.shown.map((id) => `${id}.txt`).toSorted(),
    );
  });
});

afterAll(() => {
  console.log(
    `command blocks: ${counts.run} run, ${counts.notRun} not run (each says why); ${counts.outputs} outputs compared; ${counts.listings} listings`,
  );
});
