import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { COMMANDS } from "../../src/commands/index.ts";
import { parseLine } from "../../src/context.ts";
import { jobLines } from "./ci-files.ts";

const { scripts } = JSON.parse(readFileSync(new URL("../../../../package.json", import.meta.url), "utf8")) as {
  scripts: Record<string, string>;
};

describe.each(Object.entries(jobLines()))("%s", (_, lines) => {
  test("installs by a script of ours", () => {
    const [, script] = /^npm run (\S+)$/.exec(lines[0]!) ?? [];
    expect(Object.keys(scripts)).toContain(script);
  });

  test("regrades a folder, by options that there are, into files that it hands on", () => {
    const line = lines.find((one) => one.startsWith("./lab "))!;
    const parsed = parseLine(line.split(" ").slice(1), COMMANDS);
    expect(parsed.command?.name).toBe("regrade");
    expect(parsed.values).toMatchObject({ dir: "submissions", junit: "podpath.xml", markdown: "podpath.md" });
  });
});
