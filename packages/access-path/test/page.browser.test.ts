import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "playwright-core";
import { expect, test } from "vitest";
import { battery } from "./battery.ts";
import { bundle } from "./bundle.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const executablePath = findOnPath(NAMES);
const missing = executablePath === undefined ? ` (no Chromium on PATH: one of ${NAMES.join(", ")})` : "";

test.skipIf(executablePath === undefined)(
  `in Chromium the package gives the answers that it gives here${missing}`,
  async () => {
    const code = await bundle(["battery"], "../test/battery.ts");
    const browser = await chromium.launch({
      executablePath: executablePath ?? "",
      args: ["--no-sandbox", "--disable-gpu"],
    });
    try {
      const page = await browser.newPage();
      const complaints: string[] = [];
      page.on("pageerror", (error) => complaints.push(String(error)));
      const url = `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`;
      const answer = await page.evaluate<string>(`import(${JSON.stringify(url)}).then((module) => module.battery())`);
      expect(JSON.parse(answer)).toEqual(JSON.parse(battery()));
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
    }
  },
);

function findOnPath(names: readonly string[]): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
