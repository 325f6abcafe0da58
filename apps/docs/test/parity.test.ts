import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { partsOf } from "../src/content/parts.ts";

const SITE = join(import.meta.dirname, "..");
const FOLDERS = { zh: join(SITE, "docs"), en: join(SITE, "i18n/en/docusaurus-plugin-content-docs/current") };
const pages = pagesIn(FOLDERS.zh);

const compared = { pages: 0, headings: 0, fences: 0, components: 0, notes: 0, links: 0, lines: 0 };
afterAll(() => {
  const counts = Object.entries(compared).map(([what, count]) => `${count} ${what}`);
  console.log(`alike in both languages: ${counts.join(", ")}`);
});

test("the same pages in both languages", () => expect(pagesIn(FOLDERS.en)).toEqual(pages));

describe.each(pages)("%s", (page) => {
  const zh = partsOf(readFileSync(join(FOLDERS.zh, page), "utf8"));
  const en = partsOf(readFileSync(join(FOLDERS.en, page), "utf8"));

  compared.pages += 1;
  compared.headings += zh.headings.length;
  compared.fences += zh.fences.length;
  compared.components += zh.components.length;
  compared.notes += zh.notes.length;
  compared.links += zh.links.length;
  compared.lines += zh.prose.length;

  test("the same headings, by level and anchor", () => {
    expect(en.headings.map(({ level, anchor }) => ({ level, anchor }))).toEqual(
      zh.headings.map(({ level, anchor }) => ({ level, anchor })),
    );
    expect(
      zh.headings.filter(({ level, anchor }) => level > 1 && anchor === null),
      "headings need an anchor",
    ).toEqual([]);
  });

  test("the same fences; commands are word for word the same", () => {
    expect(en.fences.map(shapeOf)).toEqual(zh.fences.map(shapeOf));
  });

  test("the same pictures, notes, links and front matter", () => {
    expect(en.components).toEqual(zh.components);
    expect(en.notes).toEqual(zh.notes);
    expect(en.links).toEqual(zh.links);
    expect(en.frontMatter).toEqual(zh.frontMatter);
  });

  test("nothing untranslated, no full-width slip in code", () => {
    expect(en.prose.filter((line) => /[\p{Script=Han}，。；：（）]/u.test(line))).toEqual([]);
    expect(zh.prose.filter((line) => line.length > 60 && !/[\p{Script=Han}、，。：]/u.test(line))).toEqual([]);
    expect(
      zh.prose.filter((line) => /\p{Script=Han}[,;:!?]|[,;!?]\p{Script=Han}|\p{Script=Han}\.(\s|$)/u.test(line)),
    ).toEqual([]);
    expect(
      [...zh.fences, ...en.fences].filter((fence) => fence.language === "sh" && /[^\x20-\x7e\n]/.test(fence.text)),
    ).toEqual([]);
  });
});

/** Listings may hold comments in the page's language; what is typed may not differ. */
function shapeOf({ language, meta, text }: ReturnType<typeof partsOf>["fences"][number]): object {
  return language === "sh" ? { language, meta, text } : { language, meta };
}

function pagesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.mdx?$/.test(name))
    .toSorted();
}
