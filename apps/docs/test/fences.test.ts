import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { blockOf } from "../plugins/include-files.ts";
import { readCommandBlock, readMeta } from "../src/content/fence-meta.ts";
import { partsOf } from "../src/content/parts.ts";
import { LOCALES, outputFile, PAGE_FOLDERS } from "../scripts/session.ts";

/** Listings that are no file of ours, and why each may be written by hand. */
const WRITTEN_BY_HAND: Readonly<Record<string, string>> = {
  text: "the grammar of a rule; reference.test.ts reads the examples below it",
  rules: "each is parsed by reference.test.ts",
  bash: "quotes the original playbook, which is not ours",
};

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const report: string[] = [];
afterAll(() => console.log(report.join("\n")));

const pagesOf = (locale: (typeof LOCALES)[number]) =>
  readdirSync(PAGE_FOLDERS[locale], { recursive: true, encoding: "utf8" })
    .filter((name) => /\.mdx?$/.test(name))
    .toSorted()
    .map((name) => ({
      page: name.replace(/\.mdx?$/, ""),
      source: readFileSync(join(PAGE_FOLDERS[locale], name), "utf8"),
    }));

test("an output that is empty in one language is empty in the other", () => {
  const folder = join(REPOSITORY, "apps", "docs", "outputs");
  const empty = (locale: (typeof LOCALES)[number]) =>
    readdirSync(join(folder, locale), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".txt") && readFileSync(join(folder, locale, name), "utf8").trim() === "")
      .toSorted();
  expect(empty("en")).toEqual(empty("zh-Hans"));
  report.push(`empty in both languages: ${empty("en").length} outputs`);
});

test.each(LOCALES)("%s: wherever the lab's addresses are shown, the guide's own is among them", (locale) => {
  const folder = join(REPOSITORY, "apps", "docs", "outputs", locale);
  const shown = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt"))
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .filter((text) => /^kubeconfig  /m.test(text));
  expect(shown.length).toBeGreaterThan(3);
  for (const text of shown) expect(text).toMatch(/^(教程|guide) +http:\/\/127\.0\.0\.1:\d+\/(en\/)?#lab=…$/m);
});

describe.each(LOCALES)("%s: every fence of every page is accounted for", (locale) => {
  const fences = pagesOf(locale).flatMap(({ page, source }) =>
    partsOf(source).fences.map((fence) => ({ page, ...fence })),
  );
  const commands = fences.filter(({ language }) => language === "sh").map((f) => ({ ...f, ...readCommandBlock(f) }));
  const outputs = fences.filter(({ language }) => language === "output");
  const listings = fences.filter(({ language }) => language !== "sh" && language !== "output");

  test("as many as there are opening marks, counted without the parser", () => {
    // A page with fences around fences would need a better count.
    const marks = pagesOf(locale).reduce((sum, { source }) => sum + (source.match(/^ *(```|~~~)/gm)?.length ?? 0), 0);
    expect(fences.length * 2).toBe(marks);
    expect(commands.length + outputs.length + listings.length).toBe(fences.length);
    const run = commands.filter(({ kind }) => kind === "run");
    report.push(
      `${locale}: ${fences.length} fences = ${run.length} run + ${commands.length - run.length} not run + ${outputs.length} outputs + ${listings.length} listings`,
    );
  });

  test("a block that isn't run, or runs as something else, says why", () => {
    for (const each of commands) {
      const { because } = readMeta(each.meta);
      if (each.kind === "not-run") {
        expect(each.reason.length, `${each.page}:${each.line}`).toBeGreaterThan(20);
        report.push(`  not run: ${each.page}:${each.line}: ${each.reason}`);
      } else if (each.run !== each.shown) {
        expect(because?.length, `${each.page}:${each.line}`).toBeGreaterThan(20);
        report.push(`  run as “${each.run}”: ${each.page}:${each.line}: ${because}`);
      }
    }
  });

  test("no block that is pasted into a terminal closes it", () => {
    for (const { page, text, line } of commands)
      expect(text, `${page}:${line}`).not.toMatch(/(^|[;&|] *)(exit|exec|logout)\b|^set -e/m);
  });

  test("an output comes from a run of the page, a listing from a file or by hand for a reason", () => {
    for (const { page, meta, text, line } of outputs) {
      const { of = "" } = readMeta(meta);
      expect(text, `${page}:${line} is written by hand`).toBe("");
      expect(existsSync(outputFile(page, of, locale)), `${page}:${line} shows ${of}`).toBe(true);
    }
    for (const { page, language, meta, text, line } of listings) {
      const { file, block } = readMeta(meta);
      if (file === undefined) {
        expect(Object.keys(WRITTEN_BY_HAND), `${page}:${line}: ${language}`).toContain(language);
        continue;
      }
      expect(text, `${page}:${line} is written by hand`).toBe("");
      const source = readFileSync(join(REPOSITORY, file), "utf8");
      if (block !== undefined) expect(blockOf(source, block, file).split("\n").length).toBeGreaterThan(2);
    }
  });
});
