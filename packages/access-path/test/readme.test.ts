import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const folder = fileURLToPath(new URL("..", import.meta.url));
const FLAGS = ["--no-warnings", "--input-type=module-typescript", "--eval"];

/** Each program of a page and the output that the page shows below it. */
function examples(page: string): { readonly name: string; readonly program: string; readonly output: string }[] {
  const text = readFileSync(`${folder}/${page}`, "utf8");
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```\s*```text\n([\s\S]*?)```/g)];
  return blocks.map(([, program = "", output = ""], index) => ({ name: `${page} ${index + 1}`, program, output }));
}

describe("what the README shows is what its programs print", { timeout: 30_000 }, () => {
  test.each([...examples("README.md"), ...examples("README.zh-CN.md")])("$name", ({ program, output }) => {
    expect(execFileSync(process.execPath, [...FLAGS, program], { cwd: folder, encoding: "utf8" })).toBe(output);
  });

  test("every program has its output, in both languages", () => {
    for (const page of ["README.md", "README.zh-CN.md"]) {
      const programs = readFileSync(`${folder}/${page}`, "utf8").match(/```ts\n/g) ?? [];
      expect(examples(page).length).toBe(programs.length);
      expect(programs.length).toBeGreaterThan(0);
    }
  });
});
