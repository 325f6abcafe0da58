import axe from "axe-core";
import type { Browser } from "playwright-core";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launch, visit } from "./browser/browser.ts";
import { PAGES } from "./browser/pages.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

describe.each(PAGES)("%s", (path) => {
  test.each([
    ["light", "desktop", DESKTOP],
    ["dark", "desktop", DESKTOP],
    ["light", "phone", PHONE],
    ["dark", "phone", PHONE],
  ] as const)("axe finds nothing (%s, %s)", async (colorScheme, _, viewport) => {
    const { page, complaints } = await visit(browser, path, { colorScheme, viewport });
    for (const picture of await page.locator('[id^="path-"]').all()) await picture.scrollIntoViewIfNeeded();
    await page.waitForLoadState("networkidle");
    await page.locator("details").evaluateAll((all) => all.forEach((each) => each.setAttribute("open", "")));
    await page.addScriptTag({ content: axe.source });
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" · ")}`)).toEqual([]);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow, "nothing sticks out sideways").toBe(0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test("the landing page loads at most 200 kB of JavaScript, gzipped", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 400 } });
  const page = await context.newPage();
  let bytes = 0;
  page.on("response", async (response) => {
    if (response.url().endsWith(".js")) bytes += gzipSync(await response.body()).length;
  });
  await page.goto((await import("vitest")).inject("site"), { waitUntil: "networkidle" });
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThanOrEqual(200_000);
  await context.close();
});

test("the language switch stays on the page", async () => {
  const { page } = await visit(browser, "/drills/vpc-cni-pod-to-pod");
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL(/\/en\/drills\/vpc-cni-pod-to-pod/);
  expect(await page.locator("h1").textContent()).toContain("Drill");
  await page.getByRole("link", { name: "简体中文" }).click();
  await page.waitForURL(/\/drills\/vpc-cni-pod-to-pod$/);
  expect(await page.locator("h1").textContent()).toContain("演练");
  await page.context().close();
});

describe("search, without a network", () => {
  // prettier-ignore
  test.each([
    ["/",    "安全组",          "安全组"],
    ["/",    "辅助网卡",        "网卡"],
    ["/en/", "security group",  "security"],
  ])("%s: %s", async (path, query, found) => {
    const { page, complaints } = await visit(browser, path);
    await page.locator(".navbar__search-input").pressSequentially(query, { delay: 20 });
    await expect.poll(() => page.locator('[role="option"]').count(), { timeout: 5_000 }).toBeGreaterThan(1);
    expect((await page.locator('[role="option"]').allTextContents()).join(" ").toLowerCase()).toContain(found);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

test("commands are copied without prompt, by keyboard too", async () => {
  const { page } = await visit(browser, "/");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "复制这条命令" }).first().focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("npm start");
  await page.context().close();
});

test("printed, a page is its text and pictures", async () => {
  const { page } = await visit(browser, "/drills/vpc-cni-pod-to-pod");
  await page.emulateMedia({ media: "print" });
  for (const selector of [".navbar", ".theme-doc-sidebar-container", ".pagination-nav", "main button"])
    expect(await page.locator(selector).filter({ visible: true }).count(), selector).toBe(0);
  expect(await page.locator(".pp-drawing").filter({ visible: true }).count()).toBeGreaterThan(0);
  await page.context().close();
});
