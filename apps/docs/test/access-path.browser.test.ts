import type { BrowserContextOptions, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { drillLesson, withRules, type Lesson } from "../src/access-path/lesson.ts";
import { queryOf } from "../src/access-path/share.ts";
import { STATES } from "../src/access-path/states.ts";
import { fill, messagesOf } from "../src/messages/messages.ts";
import { livePicture, openReader, visit, type Reader } from "./browser/browser.ts";

let reader: Reader;
beforeAll(async () => {
  reader = await openReader();
});
afterAll(() => reader.close());

const LANGUAGES = [
  ["zh-Hans", "/"],
  ["en", "/en/"],
] as const;

const outcome = (picture: Locator): Locator => picture.getByRole("status").first();

async function open(
  lesson: Lesson,
  path = "/",
  options: BrowserContextOptions = {},
): Promise<{ page: Page; picture: Locator; complaints: readonly string[] }> {
  const { page, complaints } = await visit(reader, `${path}?${queryOf("start", lesson)}`, options);
  return { page, picture: await livePicture(page, "start"), complaints };
}

/** How each hop looks in the drawing, first to last; those that nothing was decided at are left out. */
const tonesDrawn = (picture: Locator, layout: "wide" | "tall"): Promise<readonly string[]> =>
  picture
    .locator(`.pp-${layout} :is(.pp-is-passed, .pp-is-stopped)`)
    .evaluateAll((all) => all.map((each) => (each.matches(".pp-is-passed") ? "passed" : "stopped")).toSorted());

const tonesSaid = (picture: Locator): Promise<readonly string[]> =>
  picture
    .locator("li[data-tone=passed], li[data-tone=stopped]")
    .evaluateAll((all) => all.map((each) => each.getAttribute("data-tone") ?? "").toSorted());

describe.each(LANGUAGES)("%s: a shared link opens the picture in its state", (locale, path) => {
  // prettier-ignore
  test.each([
    // state           what became of the flow   what stands at Pod B's interface
    ["blocked",        "dropped",                "verdictImplicit"],
    ["fixed",          "delivered",              "verdictAccept"],
    ["same-node",      "delivered",              null],
    ["feature-off",    "delivered",              "verdictFeatureOff"],
    ["no-group",       "delivered",              "verdictUnfiltered"],
    ["several-groups", "delivered",              "verdictAccept"],
    ["refused",        "refused",                "verdictAccept"],
    ["drop-above",     "dropped",                "verdictDrop"],
    ["egress-blocked", "dropped",                null],
    ["egress-fixed",   "delivered",              "verdictAccept"],
    ["stale-address",  "dropped",                "verdictImplicit"],
    ["lasting",        "delivered",              "verdictAccept"],
    ["nobody-listens", "refused",                "verdictAccept"],
  ] as const)("%s: %s", async (state, kind, verdict) => {
    const { page, picture, complaints } = await open(STATES[state](), path);
    const messages = messagesOf(locale);
    await expect.poll(() => outcome(picture).getAttribute("data-kind")).toBe(kind);
    const verdicts = (await picture.locator(".pp-wide .pp-verdict").allTextContents()).at(-1) ?? "";
    if (verdict !== null) expect(verdicts).toMatch(new RegExp(messages[verdict].replace("{index}", "\\d+")));
    // The picture in words says what the picture shows, on a wide page and on a phone.
    await picture.getByText(messages.hopByHop).click();
    expect(await tonesSaid(picture)).toEqual(await tonesDrawn(picture, "wide"));
    expect(await tonesSaid(picture)).toEqual(await tonesDrawn(picture, "tall"));
    expect((await tonesSaid(picture)).length).toBeGreaterThan(0);
    const shared = await picture.getByText(messages.sameGroupNote.slice(0, 9)).count();
    const lesson = STATES[state]();
    const one = lesson.boundA.join() === lesson.boundB.join() && lesson.feature === "on" && lesson.podBOn === "nodeB";
    expect(shared).toBe(one ? 1 : 0);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  test("every state is opened above", () => expect(Object.keys(STATES)).toHaveLength(13));

  test("on a phone the nodes stand one above the other, and nothing sticks out", async () => {
    const { page, picture } = await open(STATES.blocked(), path, { viewport: { width: 360, height: 740 } });
    expect(await picture.locator(".pp-tall").isVisible()).toBe(true);
    expect(await picture.locator(".pp-wide").isVisible()).toBe(false);
    const width = await picture.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(width).toBe(0);
    await page.context().close();
  });

  test("by keyboard alone: guess, look, mend, share, and back again", async () => {
    const messages = messagesOf(locale);
    const { page } = await visit(reader, path);
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const picture = await livePicture(page, "start");
    const press = async (name: string, key = "Enter") => {
      await tabTo(page, name);
      await page.keyboard.press(key);
    };
    await press(messages.guessTimedOut);
    expect(await outcome(picture).textContent()).toContain(messages.guessedRight);
    await press(messages.whatWouldHelp);
    await press(messages.doThat);
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await press(messages.setting.slice(0, 8));
    await tabTo(page, messages.podBRunsOn);
    await page.keyboard.press("ArrowDown");
    await expect
      .poll(() => outcome(picture).textContent())
      .toContain(locale === "en" ? "no network interface" : "不经过");
    await press(messages.shareLink);
    await expect.poll(() => picture.getByText(messages.linkCopied).count()).toBe(1);
    await press(messages.reset);
    await expect.poll(() => outcome(picture).getAttribute("data-kind")).toBe("waiting");
    await page.context().close();
  });

  test("several groups: their order decides", async () => {
    const messages = messagesOf(locale);
    const closed: Lesson = withRules(STATES["several-groups"](), "sg-ohuuioma", "ingress", ["drop all 0.0.0.0/0 all"]);
    const { page, picture } = await open(closed, path);
    await expect.poll(() => outcome(picture).getAttribute("data-kind")).toBe("dropped");
    await picture.getByText(messages.setting).click();
    await picture.getByRole("button", { name: fill(messages.bindEarlier, { group: "sg-w3b8n1ka" }) }).click();
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await picture.getByRole("combobox", { name: messages.feature }).selectOption("off");
    expect(await picture.locator(".pp-wide .pp-verdict").allTextContents()).toContain(messages.verdictFeatureOff);
    await page.context().close();
  });
});

/** Press Tab until the focus is on what is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 80; pressed += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return "";
      const labels = activeElement instanceof HTMLSelectElement ? [...activeElement.labels] : [];
      return [
        activeElement.getAttribute("aria-label"),
        activeElement.textContent,
        ...labels.map((l) => l.textContent),
      ].join(" ");
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`no way to “${name}” by keyboard`);
}

const invalid = (...fields: readonly Locator[]) =>
  Promise.all(fields.map((field) => field.getAttribute("aria-invalid")));

describe("the reader", () => {
  test("sends the packet, sees it dropped, mends the rule, sees it arrive", async () => {
    const { page, complaints } = await visit(reader, "/");
    const picture = await livePicture(page, "start");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("waiting");
    await picture.getByRole("button", { name: "会马上被拒绝" }).click();
    expect(await outcome(picture).textContent()).toContain("你猜的是“会马上被拒绝”");
    expect(await outcome(picture).textContent()).toContain("走到默认拒绝");
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
    const service = picture.getByRole("textbox", { name: "规则 1 的协议端口" });
    await source.fill("10.0.35.300");
    const alert = picture.getByRole("alert").filter({ hasText: "10.0.35.300" });
    expect(await alert.count()).toBe(1);
    expect(await invalid(source, service)).toEqual(["true", "false"]);
    // It has the table's width, not the field's.
    const [wide, narrow] = [await alert.boundingBox(), await source.boundingBox()];
    expect(wide!.width).toBeGreaterThan(1.8 * narrow!.width);
    expect(await outcome(picture).getAttribute("data-kind")).toBe("delivered");
    await source.fill("10.0.36.0/24");
    expect(await outcome(picture).getAttribute("data-kind")).toBe("dropped");
    await service.fill("TCP:99999");
    expect(await picture.getByRole("alert").filter({ hasText: "99999" }).count()).toBe(1);
    expect(await invalid(source, service)).toEqual(["false", "true"]);
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
    expect(await picture.getByRole("button", { name: "复制这个状态的链接" }).isVisible()).toBe(true);
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
