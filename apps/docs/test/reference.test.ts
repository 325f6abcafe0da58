import { CHECK_IDS } from "@podpath/checker";
import { scenarios } from "@podpath/scenarios";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partsOf } from "../src/content/parts.ts";
import { readRule } from "../src/access-path/rule-cells.ts";
import { LOCALES, PAGE_FOLDERS } from "../scripts/session.ts";

const REPOSITORY = join(import.meta.dirname, "..", "..", "..");
const source = (locale: (typeof LOCALES)[number], page: string) =>
  readFileSync(join(PAGE_FOLDERS[locale], `${page}.mdx`), "utf8");

describe.each(LOCALES)("%s: the reference says what is there", (locale) => {
  test("every cloud action that is served is listed, and no other", () => {
    const served = readdirSync(join(REPOSITORY, "packages/emulator/src/cloud/actions"))
      .filter((name) => /^[A-Z]\w+\.ts$/.test(name))
      .map((name) => name.slice(0, -".ts".length));
    const [list = ""] = /## .*#cloud[^]*?(?=\n## )/.exec(source(locale, "reference/apis")) ?? [];
    const listed = list
      .split("\n")
      .filter((line) => line.startsWith("- "))
      .join(" ")
      .match(/\b[A-Z][A-Za-z]{7,}\b/g);
    expect(listed?.toSorted()).toEqual(served.toSorted());
  });

  test("every check is listed, and no other", () => {
    const listed = [...source(locale, "reference/checks").matchAll(/^\| `([a-z.-]+)`/gm)].map((match) => match[1]);
    expect(listed.toSorted()).toEqual(CHECK_IDS.toSorted());
  });

  test("every field of a drill is listed, and no other", () => {
    const [table = ""] = /## .*#fields[^]*?(?=\n## )/.exec(source(locale, "reference/scenarios")) ?? [];
    const listed = table.split("\n").flatMap((line) => {
      const [, field = ""] = /^\| ([^|]+) \|/.exec(line) ?? [];
      return [...field.matchAll(/`(\w+)`/g)].map(([, name]) => name);
    });
    expect(listed.toSorted()).toEqual(Object.keys(scenarios[0] ?? {}).toSorted());
  });

  test("every drill has a page, and the list of drills names it", () => {
    for (const { id } of scenarios) expect(source(locale, "drills/more")).toContain(`](./${id}.mdx)`);
  });

  test("every example of a rule can be read", () => {
    const examples = partsOf(source(locale, "reference/rules")).fences.filter(({ language }) => language === "rules");
    expect(examples).toHaveLength(1);
    for (const line of examples[0]?.text.split("\n") ?? []) expect(readRule(line).problem, line).toBeNull();
  });

  test("what is assumed, and what the facts page wants disclosed, is so by its id", () => {
    const facts = readFileSync(join(REPOSITORY, "docs/facts.md"), "utf8");
    const rows = [...facts.matchAll(/^\| <a id="([a-z0-9-]+)"><\/a>[^|]*\|[^|]*\| ([^|]*) \|/gm)];
    const ids = rows.filter(([, , status]) => /^assumed|disclosed/.test(status ?? "")).map(([, id]) => id);
    const page = source(locale, "explain/sandbox");
    expect(ids.length).toBeGreaterThan(5);
    expect(ids.filter((id) => !page.includes(`\`${id}\``))).toEqual([]);
  });
});
