import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cellsOfLine, isColumns } from "../src/code/columns.ts";

const OUTPUTS = join(import.meta.dirname, "..", "outputs");

describe("a line of output in columns", () => {
  // prettier-ignore
  test.each([
    // what it shows                        line                               cells that get a width
    ["Chinese before a column",             "节点         弹性网卡      安全组",   [["节点         ", 13], ["弹性网卡      ", 14]]],
    ["Chinese in the last column only",     "  up   [scenario]  建好演练环境",     []],
    ["both in one cell, a space inside it", "[通过]  Pod A 能访问 Pod B    x",      [["[通过]  ", 8], ["Pod A 能访问 Pod B    ", 22]]],
    ["no Chinese at all",                   "NAME   READY  STATUS",              []],
  ] as const)("%s", (_, line, wanted) => {
    expect(isColumns(line)).toBe(true);
    expect(cellsOfLine(line).flatMap(({ text, width }) => (width === null ? [] : [[text, width]]))).toEqual(wanted);
  });

  test("two spaces at the ends make no column, nor does one between words", () => {
    expect(isColumns("  还没过，0/100 分。  ")).toBe(false);
    expect(isColumns("curl: (28) Failed to connect")).toBe(false);
  });
});

test("of every line that pages show nothing is lost", () => {
  const lines = readdirSync(OUTPUTS, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".txt"))
    .flatMap((name) => readFileSync(join(OUTPUTS, name), "utf8").split("\n"))
    .filter(isColumns);
  expect(lines.length).toBeGreaterThan(200);
  for (const line of lines)
    expect(
      cellsOfLine(line)
        .map(({ text }) => text)
        .join(""),
    ).toBe(line);
});
