import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { labProcess } from "../packages/lab-scripts/test/lab-process.ts";
import { AS_ON_A_TERMINAL, blocksOf, mask, withoutFolder, wordsOf } from "../scripts/readme-blocks.ts";

describe.each([
  ["README.md", "en"],
  ["README.zh-CN.md", "zh"],
] as const)("%s", (file, language) => {
  test("every command shown prints what is shown, ids and times apart", async () => {
    const blocks = blocksOf(readFileSync(file, "utf8"));
    expect(blocks.length).toBeGreaterThan(4);
    const lab = labProcess(AS_ON_A_TERMINAL[language]);
    try {
      for (const block of blocks) {
        const ran = await lab.run(...wordsOf(block.command));
        expect(mask(withoutFolder(ran.stdout, lab.folder)), block.command).toBe(mask(block.output));
      }
    } finally {
      await lab.dispose();
    }
  });
});

test("both languages show the same commands and the same headings", () => {
  const [en, zh] = ["README.md", "README.zh-CN.md"].map((file) => readFileSync(file, "utf8")) as [string, string];
  expect(blocksOf(zh).map(({ command }) => command)).toEqual(blocksOf(en).map(({ command }) => command));
  const headings = (text: string): number => [...text.matchAll(/^## /gm)].length;
  expect(headings(zh)).toBe(headings(en));
});
