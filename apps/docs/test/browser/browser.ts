import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";
import { serveSite } from "./site.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** Nothing of the browser's own goes out: no update, no sync, no experiment. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** A browser and the site it looks at. */
export interface Reader {
  readonly browser: Browser;
  readonly site: string;
  close(): Promise<void>;
}

/** @throws when there is no Chromium or no built site: these tests are never skipped */
export async function openReader(): Promise<Reader> {
  const browser = await chromium.launch({ executablePath: findChromium(), args: QUIET });
  const site = await serveSite();
  return {
    browser,
    site: site.url,
    close: async () => {
      await browser.close();
      await site.close();
    },
  };
}

function findChromium(): string {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
  if (found === undefined)
    throw new Error(
      `The site's browser tests need Chromium on PATH (one of ${NAMES.join(", ")}): apt-get install chromium`,
    );
  return found;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A page and what went wrong in it: errors on its console, requests that left the site. */
export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export async function visit(
  { browser, site }: Reader,
  path: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (!request.url().startsWith(site)) complaints.push(`left the site: ${request.url()}`);
  });
  await page.goto(site + path);
  await page.locator("html[data-has-hydrated=true]").waitFor({ state: "attached" });
  return { page, complaints };
}

/** A picture that has come alive: its program is there. */
export async function livePicture(page: Page, id: string) {
  const picture = page.locator(`#path-${id}`);
  await picture.scrollIntoViewIfNeeded();
  await picture.locator("[data-live]").waitFor();
  return picture;
}
