import { stripVTControlCharacters } from "node:util";
import * as fc from "fast-check";
import { displayWidth } from "@podpath/checker";
import { describe, expect, test } from "vitest";
import { fold } from "./fold.ts";
import { fitTable } from "./table.ts";

const widest = (text: string): number =>
  Math.max(...text.split("\n").map((line) => displayWidth(stripVTControlCharacters(line))));

// prettier-ignore
test.each([
  // what it shows                            line                                              columns  folded
  ["what fits stays",                         "还没过，0/100 分。",                                30, "还没过，0/100 分。"],
  ["no terminal, no folding",                 "a b c d e f",                                 Infinity, "a b c d e f"],
  ["Latin breaks between words",              "nothing answers at all",                          12, "nothing\nanswers at\nall"],
  ["Chinese breaks between characters",       "安全组都放行却没有回应",                            12, "安全组都放行\n却没有回应"],
  ["a stop never begins a line",              "安全组都放行，没有回应",                            12, "安全组都放\n行，没有回应"],
  ["an opening mark never ends one",          "安全组都放「行」",                                 12, "安全组都放\n「行」"],
  ["an address stays whole",                  "来源是 10.0.35.23/32 的包",                        16, "来源是\n10.0.35.23/32 的\n包"],
  ["a label keeps its column",                "  看到  没有任何回应，包被丢了",                     18, "  看到  没有任何回\n        应，包被丢\n        了"],
  ["a mark does too",                         "✗ 安全组丢弃了这个包",                             12, "✗ 安全组丢弃\n  了这个包"],
  ["an indent is kept",                       "    one two three",                               12, "    one two\n    three"],
  ["a command is for pasting",                "$ kubectl get pods -o wide",                      12, "$ kubectl get pods -o wide"],
  ["and so is a hint's",                      "  ./lab sg add podB ingress \"accept …\"",        12, "  ./lab sg add podB ingress \"accept …\""],
  ["a Pod keeps its letter",                  "walk up to Pod B now",                            14, "walk up to\nPod B now"],
  ["colours take no room",                    "\u001b[1mone two\u001b[0m three",                  9, "\u001b[1mone two\u001b[0m\nthree"],
])("%s", (_, line, columns, folded) => {
  expect(fold(line, columns)).toBe(folded);
});

describe("law", () => {
  const words = fc.array(
    fc.oneof(fc.stringMatching(/^[a-z0-9.-]{1,12}$/), fc.stringMatching(/^[一-龥]{1,9}[，。）]?$/), fc.constant("（")),
    { minLength: 1, maxLength: 40 },
  );

  test("nothing but blanks is lost or gained, and no line is wider than it must be", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 30, max: 90 }), (parts, columns) => {
        const text = parts.join(" ").trim();
        const folded = fold(text, columns);
        expect(folded.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        expect(widest(folded)).toBeLessThanOrEqual(columns);
        for (const line of folded.split("\n")) expect(line).not.toMatch(/^\s*[，。）]/);
      }),
    );
  });
});

describe("fitTable", () => {
  const rows = [
    ["", "Pod", "IP", "备注"],
    ["podA", "my-deployment-7d4ddd5b9b-x522r", "10.0.35.23", ""],
    ["podB", "my-deployment2-8bd86c99c-hpwm6", "10.0.35.150", "目标"],
  ];
  const shape = { columns: 60, head: true, indent: 0 };

  test("a table that fits is one", () => {
    expect(fitTable(rows, shape).split("\n")).toHaveLength(3);
  });

  test("else a row is a block with its headings, without its empty cells", () => {
    expect(fitTable(rows, { ...shape, columns: 50 })).toBe(
      [
        "podA",
        "    Pod  my-deployment-7d4ddd5b9b-x522r",
        "    IP   10.0.35.23",
        "podB",
        "    Pod   my-deployment2-8bd86c99c-hpwm6",
        "    IP    10.0.35.150",
        "    备注  目标",
      ].join("\n"),
    );
  });

  test("a pair stays on its line where that fits", () => {
    const pairs = [
      ["short", "a"],
      ["long", "x".repeat(28)],
    ];
    expect(fitTable(pairs, { columns: 30, head: false, indent: 0 })).toBe(`short  a\nlong\n    ${"x".repeat(28)}`);
  });
});
