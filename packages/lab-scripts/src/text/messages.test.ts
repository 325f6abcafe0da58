import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { MESSAGES } from "./messages.ts";
import { fill } from "./translate.ts";

const SOURCE = join(dirname(fileURLToPath(import.meta.url)), "..");
const names = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)[|}]/g)].map((match) => match[1]!).sort();
const entries = Object.entries(MESSAGES);

test.each(entries)("%s takes the same values in both languages", (_, text) => {
  expect(new Set(names(text.zh))).toEqual(new Set(names(text.en)));
});

test.each(entries)("%s is Chinese where it says so, and has no Chinese where it says English", (id, text) => {
  // A column head may be one word in both languages; help's title offers the other one on purpose.
  const neutral = ["status.pod", "status.kube-api", "probe.who", "help.title", "up.both-languages"];
  if (neutral.includes(id)) return;
  expect(text.zh).toMatch(/\p{Script=Han}/u);
  expect(text.en).not.toMatch(/\p{Script=Han}/u);
});

test("every message is used, and every one used exists", () => {
  const sources = globSync("**/*.ts", { cwd: SOURCE }).filter((file) => !/messages(\.test)?\.ts$/.test(file));
  const code = sources.map((file) => readFileSync(join(SOURCE, file), "utf8")).join("\n");
  const prefixes = [...code.matchAll(/`([\w.-]+\.)\$\{/g)].map((match) => match[1]!);
  const unused = Object.keys(MESSAGES).filter(
    (id) => !code.includes(`"${id}"`) && !prefixes.some((prefix) => id.startsWith(prefix)),
  );
  // `sg.column.${direction}-peer` has its variable part in the middle.
  expect(unused.filter((id) => !/^sg\.column\.(in|e)gress-peer$/.test(id))).toEqual([]);
});

test("a placeholder without a value is our mistake", () => {
  expect(() => fill({ zh: "{a}", en: "{a}" })).toThrow("{a}");
  expect(fill({ zh: "甲{a}", en: "A{a}" }, { a: 1 })).toEqual({ zh: "甲1", en: "A1" });
  expect(fill({ zh: "{a}", en: "{a}" }, { a: { zh: "入站", en: "ingress" } })).toEqual({ zh: "入站", en: "ingress" });
});

test("English has its plural", () => {
  const rules = { zh: "{n} 条规则", en: "{n|rule|rules}" };
  expect([0, 1, 2].map((n) => fill(rules, { n }).en)).toEqual(["0 rules", "1 rule", "2 rules"]);
  expect(fill(rules, { n: 1 }).zh).toBe("1 条规则");
});
