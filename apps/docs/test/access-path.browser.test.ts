import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drillLesson, type Lesson } from "../src/access-path/lesson.ts";
import { queryOf } from "../src/access-path/share.ts";
import { STATES } from "../src/access-path/states.ts";
import { livePicture, openReader, visit, type Reader } from "./browser/browser.ts";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const outcome = (picture: Locator): Locator => picture.getByRole("status").first();

async function open(
  lesson: Lesson,
  path = "/",
): Promise<{ page: Page; picture: Locator; complaints: readonly string[] }> {
  const { page, complaints } = await visit(reader, `${path}?${queryOf("start", lesson)}`);
  return { page, picture: await livePicture(page, "start"), complaints };
}

describe("a shared link opens the picture in its state", () => {
  // prettier-ignore
  test.each([
    // state           what became of the flow
    ["blocked",        "dropped"],
    ["fixed",          "delivered"],
    ["same-node",      "delivered"],
    ["feature-off",    "delivered"],
    ["refused",        "refused"],
    ["drop-above",     "dropped"],
    ["egress-blocked", "dropped"],
  ] as const)("%s: %s", async (state, kind) => {
    const { page, picture, complaints } = await open(STATES[state]());
    await expect.poll(() => outcome(picture).getAttribute("data-kind")).toBe(kind);
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});

describe("the reader", () => {
  test("sends the packet, sees it dropped, mends the rule, sees it arrive", async () => {
    const { page, complaints } = await visit(reader, "/");
    const picture = await livePicture(page, "start");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("waiting");
    await picture.getByRole("button", { name: "会马上被拒绝" }).click();
    expect(await outcome(picture).textContent()).toContain("你猜的是“会马上被拒绝”");
    expect(await outcome(picture).textContent()).toContain("都不匹配，默认丢弃");
    await picture.getByRole("button", { name: "添加规则" }).last().click();
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await picture.getByRole("combobox", { name: "规则 1 的策略" }).selectOption("drop");
    expect(await outcome(picture).textContent()).toContain("规则 1「drop tcp 10.0.35.23/32 80」");
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("asks what would help, and has it done", async () => {
    const { page, picture } = await open(STATES["drop-above"]());
    await picture.getByText("怎样才能通").click();
    await picture.getByRole("button", { name: "照这样改" }).click();
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await page.context().close();
  });

  test("types what cannot be read: the last readable rule stands, and the row says why", async () => {
    const { page, picture } = await open(STATES.fixed());
    const source = picture.getByRole("textbox", { name: "规则 1 的来源或目标" });
    await source.fill("10.0.35.300");
    expect(await picture.getByRole("alert").filter({ hasText: "10.0.35.300" }).count()).toBe(1);
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await source.fill("10.0.36.0/24");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("dropped");
    await page.context().close();
  });

  test("writes rules as text", async () => {
    const { page, picture } = await open(drillLesson());
    await picture.getByRole("button", { name: "用规则语法编辑" }).last().click();
    await picture.getByRole("textbox", { name: /一行一条/ }).fill("drop all 0.0.0.0/0 all\naccept tcp 10.0.35.0/24 80");
    expect(await outcome(picture).textContent()).toContain("规则 0「drop all 0.0.0.0/0 all」");
    await page.context().close();
  });

  test("does it all by keyboard, and keeps the focus when rules change places", async () => {
    const { page, picture } = await open(STATES["drop-above"]());
    const down = picture.getByRole("button", { name: "下移规则 0" }).last();
    await down.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe("上移规则 2");
    await page.context().close();
  });

  test("moves Pod B to node A, and shares that state", async () => {
    const { page, picture } = await open(drillLesson());
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await picture.getByText("改环境").click();
    await picture.getByRole("combobox", { name: "Pod B 所在节点" }).selectOption("nodeA");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await picture.getByRole("button", { name: "复制这个状态的链接" }).click();
    await expect.poll(() => picture.getByText("链接已复制").count()).toBe(1);
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(new URL(link).searchParams.get("podB")).toBe("nodeA");
    await page.context().close();
  });
});

test("reduced motion: nothing moves; otherwise the packet does", async () => {
  for (const [reducedMotion, moving] of [
    ["reduce", false],
    ["no-preference", true],
  ] as const) {
    const { page } = await visit(reader, `/?${queryOf("start", STATES.blocked())}`, { reducedMotion });
    const picture = await livePicture(page, "start");
    const packet = picture.locator(".pp-wide .pp-packet");
    const name = await packet.evaluate((element) => getComputedStyle(element).animationName);
    expect(name !== "none").toBe(moving);
    await page.context().close();
  }
});
