import * as fc from "fast-check";
import { expect, test } from "vitest";
import { wildcard } from "./wildcard.ts";

const fits = (pattern: string, text: string): boolean => wildcard([{ text: pattern, quoted: false }])(text);

test.each([
  ["*", "", true],
  ["eth*", "eth0", true],
  ["eth?", "eth", false],
  ["*.conf", "nginx.conf", true],
  ["a*b*c", "a-b-b-c", true],
  ["a*b*c", "a-c-b", false],
  ["[a-c]x", "bx", true],
  ["[!a-c]x", "bx", false],
  ["[]]", "]", true],
  ["a/*", "a/b/c", true],
])("%s ~ %s: %s", (pattern, text, want) => {
  expect(fits(pattern, text)).toBe(want);
});

test("many stars take no time", () => {
  expect(fits(`${"a*".repeat(60)}b`, "a".repeat(20_000))).toBe(false);
});

test("law: as the regular expression", () => {
  const pattern = fc.stringMatching(/^[ab*?]{0,8}$/);
  fc.assert(
    fc.property(pattern, fc.stringMatching(/^[ab]{0,8}$/), (wild, text) => {
      const regexp = new RegExp(`^${wild.replaceAll("*", ".*").replaceAll("?", ".")}$`);
      expect(fits(wild, text)).toBe(regexp.test(text));
    }),
    { numRuns: 1000 },
  );
});
