/** `node scripts/readme.ts`: runs what the READMEs show, in both languages, and writes the output back. */
import { readFileSync, writeFileSync } from "node:fs";
import { labProcess } from "../packages/lab-scripts/test/lab-process.ts";
import { AS_ON_A_TERMINAL, blocksOf, replaceOutput, withoutFolder, wordsOf } from "./readme-blocks.ts";
import { ROOT } from "./run.ts";

for (const [file, language] of [
  ["README.md", "en"],
  ["README.zh-CN.md", "zh"],
] as const) {
  const path = `${ROOT}${file}`;
  const lab = labProcess(AS_ON_A_TERMINAL[language]);
  try {
    let readme = readFileSync(path, "utf8");
    for (let i = 0; i < blocksOf(readme).length; i++) {
      const block = blocksOf(readme)[i]!;
      const ran = await lab.run(...wordsOf(block.command));
      readme = replaceOutput(readme, block, withoutFolder(ran.stdout, lab.folder));
    }
    writeFileSync(path, readme);
  } finally {
    await lab.dispose();
  }
}
