import type { GradeJson } from "@podpath/checker";
import axe from "axe-core";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { labProcess, type LabProcess } from "../../../packages/lab-scripts/test/lab-process.ts";
import { en as liveEn } from "../src/live/messages/en.ts";
import { zh as liveZh } from "../src/live/messages/zh.ts";
import { en } from "../src/messages/en.ts";
import { fill } from "../src/messages/messages.ts";
import { zh } from "../src/messages/zh.ts";
import { openReader, visit, type Reader, type Visit } from "./browser/browser.ts";
import { PAGES } from "./browser/pages.ts";

/** A check makes several real requests, some of which wait for a drop. */
const SLOW = { timeout: 30_000 };

let reader: Reader;
let lab: LabProcess;
/** As `status` prints it: with the key. */
let address: URL;

beforeAll(async () => {
  reader = await openReader();
  lab = labProcess();
  await begin();
}, 120_000);
afterAll(async () => {
  await reader.close();
  await lab.dispose();
});

/** A drill that nobody has touched: a reset keeps what was guessed and asked. */
async function begin(): Promise<void> {
  await lab.run("down");
  expect((await lab.run("up")).status).toBe(0);
  address = await printedAddress();
}

async function printedAddress(): Promise<URL> {
  const { endpoints } = await lab.json<{ endpoints: { page: string } }>("status");
  return new URL(endpoints.page);
}

/** The supervisor's site, opened as the lab printed it. */
function open(path: string): Promise<Visit> {
  return visit({ ...reader, site: address.origin }, path + address.hash);
}

const LANGUAGES = [
  ["zh", "/lab", zh, liveZh],
  ["en", "/en/lab", en, liveEn],
] as const;

describe.each(LANGUAGES)("the whole drill, in %s", (_, path, messages, live) => {
  let page: Page;
  let complaints: readonly string[];
  beforeAll(async () => {
    await begin();
    ({ page, complaints } = await open(path));
  });
  afterAll(() => page.context().close());
  const button = (name: string): Locator => page.getByRole("button", { name, exact: true });
  const outcome = (): Locator => page.locator("figure [role=status][data-kind]");
  const panelB = (): Locator =>
    page.getByRole("group", { name: new RegExp(`(${messages.nodeB}).*${messages.ingress}`) });

  test("the key leaves the address bar, the page connects, and gives nothing away", async () => {
    await page.locator("section[data-link=live]").waitFor();
    expect(page.url()).toBe(`${address.origin}${path}`);
    expect(await outcome().getAttribute("data-kind")).toBe("waiting");
    expect(await page.locator("figure").textContent()).toContain("10.0.35.139");
    expect(await panelB().textContent()).toContain(fill(messages.packets, { count: 0 }));
    expect(await page.getByText(live.notChecked).count()).toBe(1);
  });

  test("the reader guesses, then connects, and sees the packets dropped and counted", async () => {
    await button(messages.guessTimedOut).click();
    await page.getByText(live.guessKept).waitFor();
    await button(live.probe).click();
    await expect.poll(() => outcome().getAttribute("data-kind"), SLOW).toBe("dropped");
    expect(await outcome().textContent()).toContain("28");
    expect(await outcome().textContent()).toContain(messages.guessedRight);
    // The counters tell; which hop decided is the reader's to say.
    await expect.poll(() => panelB().textContent(), SLOW).toMatch(/[1-9]\d* (个包|pkts)/);
    expect(await outcome().textContent()).toContain(live.whyLater);
    expect(await panelB().locator("[data-decided=true]").count()).toBe(0);
    expect(await page.getByText(messages.hopByHop).count()).toBe(0);
    const { answers } = JSON.parse(readFileSync(join(lab.folder, "attempt.json"), "utf8")) as { answers: unknown[] };
    expect(answers).toEqual([{ kind: "prediction", outcome: "timed-out", late: false }]);
  });

  test("the check begins by itself, says what is missing, and a hint helps", async () => {
    const connects = page.locator("li", { hasText: "symptom.connects" });
    await expect.poll(() => connects.getAttribute("data-status"), SLOW).toBe("fail");
    expect(await connects.textContent()).toContain(live.whereToLook);
    await button(fill(live.nextHint, { layer: 1 })).click();
    await expect.poll(() => page.locator("ol > li", { hasText: "28" }).count(), SLOW).toBe(1);
    expect(await button(fill(live.nextHint, { layer: 2 })).count()).toBe(1);
  });

  test("axe finds nothing mid-drill, in both themes, wide and narrow", async () => {
    await page.addScriptTag({ content: axe.source }).catch(() => null);
    await page.evaluate(axe.source);
    for (const [colorScheme, width] of [
      ["light", 1280],
      ["dark", 1280],
      ["light", 390],
      ["dark", 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await expect.poll(() => page.locator("html").getAttribute("data-theme")).toBe(colorScheme);
      const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" · ")}`);
      expect(found, `${colorScheme} ${width}`).toEqual([]);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow, `${colorScheme} ${width}`).toBe(0);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  test("the diagnosis is given in the page, scored at once, and only then the picture names the hop", async () => {
    const form = page.locator("form", { has: button(live.give) });
    await form.getByLabel(live.blamedAt).selectOption("podB");
    await form.getByLabel(live.blamedDirection).selectOption("ingress");
    await form.getByLabel(live.blamedRule).selectOption("end");
    await form.getByRole("button").click();
    await page.getByText(fill(live.diagnosisScore, { earned: 100, outOf: 100 })).waitFor();
    expect(await form.count()).toBe(0);
    await expect.poll(() => panelB().locator("[data-decided=true]").count(), SLOW).toBe(1);
    expect(await outcome().textContent()).not.toContain(live.whyLater);
    expect((await lab.json<GradeJson>("check")).diagnosis?.score.earned).toBe(100);
  });

  test("rules that were changed elsewhere meanwhile are shown, and taken over", async () => {
    const cell = panelB().getByLabel(fill(messages.peerOfRule, { index: 0 }));
    await cell.fill("10.0.0.0/8");
    expect((await lab.run("sg", "add", "podB", "ingress", "accept udp 192.0.2.1/32 9")).status).toBe(0);
    await expect.poll(() => panelB().textContent(), SLOW).toContain("accept udp 192.0.2.1/32 9");
    expect(await panelB().getByRole("button", { name: live.write }).isDisabled()).toBe(true);
    await panelB().getByRole("button", { name: live.takeOver }).click();
    expect(await cell.inputValue()).toBe("0.0.0.0/0");
    expect((await lab.run("sg", "remove", "podB", "ingress", "1")).status).toBe(0);
    await expect.poll(() => panelB().locator("tbody tr").count()).toBe(1);
  });

  test("a rule that the cloud refuses is said so, and nothing changes", async () => {
    await panelB().getByRole("button", { name: messages.asNotation }).click();
    await panelB().getByRole("textbox").fill("accept tcp 0.0.0.0/0 22\naccept tcp 0.0.0.0/0 22");
    await panelB().getByRole("button", { name: live.write }).click();
    await expect.poll(() => panelB().textContent(), SLOW).toContain("DuplicatePolicy");
    await panelB().getByRole("button", { name: live.discard }).click();
    expect(await panelB().getByRole("textbox").inputValue()).toBe("accept tcp 0.0.0.0/0 22");
    await panelB().getByRole("button", { name: messages.asTable }).click();
  });

  test("more rules than a group holds: the cloud's own answer", async () => {
    await panelB().getByRole("button", { name: messages.asNotation }).click();
    const many = Array.from({ length: 101 }, (_one, port) => `accept tcp 0.0.0.0/0 ${port + 1}`);
    await panelB().getByRole("textbox").fill(many.join("\n"));
    await panelB().getByRole("button", { name: live.write }).click();
    await expect.poll(() => panelB().textContent(), SLOW).toContain("LimitExceeded");
    await panelB().getByRole("button", { name: live.discard }).click();
    await panelB().getByRole("button", { name: messages.asTable }).click();
  });

  test("a rule in the table changes nothing before it is written; written, it mends, and the checks turn green", async () => {
    await panelB()
      .getByRole("button", { name: /添加规则|Add a rule/ })
      .click();
    expect(await panelB().textContent()).toContain(live.draft);
    const cell = (name: string): Locator => panelB().getByLabel(fill(name, { index: 1 }));
    await cell(messages.peerOfRule).fill("10.0.35.23/32");
    await cell(messages.actionOfRule).selectOption("accept");
    // What can't be read isn't what would be written.
    await cell(messages.serviceOfRule).fill("TCP:80x");
    expect(await panelB().textContent()).toContain(live.unreadable);
    expect(await panelB().getByRole("button", { name: live.write }).isDisabled()).toBe(true);
    await cell(messages.serviceOfRule).fill("TCP:80");
    expect((await lab.run("sg", "list", "podB")).stdout).not.toContain("10.0.35.23");
    await panelB().getByRole("button", { name: live.write }).click();
    await expect.poll(() => panelB().textContent(), SLOW).toContain(live.written);
    // The button is gone; who works by keyboard goes on from where it was.
    expect(await page.evaluate(() => document.activeElement?.getAttribute("data-changed"))).not.toBeNull();
    expect((await lab.run("sg", "list", "podB")).stdout).toContain("10.0.35.23/32");
    // What was seen before is of rules that no longer are.
    expect(await outcome().textContent()).toContain(live.changed);
    const verdict = page.locator("[data-verdict]");
    await expect.poll(() => verdict.getAttribute("data-verdict"), SLOW).toBe("passed");
    expect(await verdict.textContent()).toContain("100/100");
    expect(await page.getByText(live.nextSubmit).count()).toBe(1);
    expect(await page.locator("li", { hasText: "symptom.connects" }).textContent()).toContain(live.passesNow);
    await button(live.probe).click();
    await expect.poll(() => outcome().getAttribute("data-kind"), SLOW).toBe("delivered");
    expect(await outcome().textContent()).toContain("200");
  });

  test("broken again at the terminal of the machine, it turns red in the page", async () => {
    expect((await lab.run("sg", "remove", "podB", "ingress", "1")).status).toBe(0);
    const connects = page.locator("li", { hasText: "symptom.connects" });
    await expect.poll(() => connects.getAttribute("data-status"), SLOW).toBe("fail");
    expect(await connects.textContent()).toContain(live.failsAgain);
    await expect.poll(() => panelB().locator("tbody tr").count()).toBe(1);
  });

  test("the terminal in Pod A: curl, Chinese text, a new size, its end", async () => {
    await button(live.enterPodA).click();
    const terminal = page.getByRole("group", { name: fill(live.terminalOf, { place: messages.podA }) });
    const rows = terminal.locator(".xterm-rows");
    await expect.poll(() => rows.textContent(), SLOW).toContain("root@my-deployment");
    const enter = async (line: string): Promise<void> => {
      await page.keyboard.insertText(line);
      await page.keyboard.press("Enter");
    };
    await enter("echo 你好，安全组; curl -s -m 1 10.0.35.150; echo curl=$?");
    await expect.poll(() => rows.textContent(), SLOW).toContain("curl=28");
    expect((await rows.textContent())!.replaceAll(/\s/g, "").split("你好，安全组").length).toBe(3);
    // Whoever can't see the screen has its lines as text.
    await page.getByRole("checkbox", { name: live.screenReader }).check();
    await expect.poll(() => terminal.locator(".xterm-accessibility-tree").textContent(), SLOW).toContain("curl=28");
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axe }).axe.run());
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" · ")}`)).toEqual([]);
    await page.getByRole("checkbox", { name: live.screenReader }).uncheck();
    await terminal.locator("textarea").focus();
    const columns = async (): Promise<number> => {
      await enter("echo columns=$(stty size | cut -d' ' -f2)=");
      const shown = (): Promise<number> =>
        rows.textContent().then((text) => Number(/.*columns=(\d+)=/s.exec(text!)?.[1]));
      await expect.poll(shown, SLOW).toBeGreaterThan(0);
      return shown();
    };
    const before = await columns();
    await page.setViewportSize({ width: 900, height: 900 });
    await enter("clear");
    await expect.poll(columns, SLOW).toBeLessThan(before);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.keyboard.press("Shift+Tab");
    expect(await page.evaluate(() => document.activeElement?.closest(".xterm") ?? null)).toBeNull();
    await terminal.locator("textarea").focus();
    await page.keyboard.type("exit 7\n");
    await page.getByText(fill(live.terminalEnded, { status: 7 })).waitFor();
    await button(live.closeTerminal).click();
    expect(await terminal.count()).toBe(0);
  });

  test("and nothing was complained of", () => {
    // The browser itself says so when a script that our policy forbids is added, as axe was.
    expect(complaints.filter((text) => !text.includes("Content Security Policy"))).toEqual([]);
  });
});

test("the drill by keyboard alone", async () => {
  expect((await lab.run("reset")).status).toBe(0);
  const { page } = await open("/lab");
  await page.locator("section[data-link=live]").waitFor();
  const named = (): Promise<string> =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute("aria-label") ?? at?.textContent ?? "";
    });
  const tabTo = async (name: string | RegExp): Promise<void> => {
    for (let presses = 0; presses < 150; presses += 1) {
      await page.keyboard.press("Tab");
      const here = await named();
      if (typeof name === "string" ? here === name : name.test(here)) return;
    }
    throw new Error(`Tab never came to ${name}`);
  };
  await page.getByRole("button", { name: liveZh.probe }).waitFor();
  await tabTo(liveZh.probe);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("[data-kind=dropped]").count(), SLOW).toBe(1);
  // First the egress rules of Pod A's interface, then the ingress rules of Pod B's.
  await tabTo(/给 sg-.*添加规则/);
  await tabTo(/给 sg-.*添加规则/);
  await page.keyboard.press("Enter");
  expect(await named()).toBe(fill(zh.peerOfRule, { index: 1 }));
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type("10.0.35.23/32");
  await tabTo(fill(zh.serviceOfRule, { index: 1 }));
  await page.keyboard.type("TCP:80");
  await tabTo(fill(zh.actionOfRule, { index: 1 }));
  await page.keyboard.press("ArrowUp");
  await tabTo(liveZh.write);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator("[data-verdict=passed]").count(), SLOW).toBe(1);
  await tabTo(liveZh.enterPodA);
  await page.keyboard.press("Enter");
  await expect.poll(() => page.locator(".xterm-rows").textContent(), SLOW).toContain("root@");
  await page.keyboard.type("echo by-hand-$((20+3))\n");
  await expect.poll(() => page.locator(".xterm-rows").textContent(), SLOW).toContain("by-hand-23");
  await page.context().close();
});

test("the lab goes away and comes back while the page is open", async () => {
  const { page } = await open("/lab");
  await page.locator("section[data-link=live]").waitFor();
  const { pid } = JSON.parse(readFileSync(join(lab.folder, "supervisor.json"), "utf8")) as { readonly pid: number };
  process.kill(pid, "SIGKILL");
  await page.getByText(liveZh.lost).waitFor();
  expect((await lab.run("status")).status).toBe(0);
  await page.locator("section[data-link=live]").waitFor();
  await page.context().close();
});

test("an old key: the page says so and asks no more", async () => {
  const { page } = await visit({ ...reader, site: address.origin }, `/lab#lab=${"A".repeat(22)}`);
  await page.getByText(liveZh.stranger).waitFor();
  await page.context().close();
});

test("a reset while the page is open takes the old verdict along", async () => {
  const { page } = await open("/lab");
  const verdict = page.locator("[data-verdict]");
  await expect.poll(() => verdict.getAttribute("data-verdict"), SLOW).not.toBe("none");
  await expect.poll(() => verdict.getAttribute("data-verdict"), SLOW).toBe("passed");
  expect((await lab.run("reset")).status).toBe(0);
  await expect.poll(() => verdict.getAttribute("data-verdict"), SLOW).toBe("not-yet");
  await page.context().close();
}, 120_000);

test("without the key the page says how to get it, and asks for nothing", async () => {
  for (const site of [address.origin, reader.site]) {
    const { page, complaints } = await visit({ ...reader, site }, "/lab");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    await page.reload({ waitUntil: "networkidle" });
    expect(await page.getByText(zh.liveClosed).count()).toBe(1);
    expect(asked.filter((path) => path.startsWith("/live/"))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

test("a drill without a fault is passed in the page by saying so", async () => {
  await lab.run("down");
  expect((await lab.run("up", "vpc-cni-nobody-listens")).status).toBe(0);
  address = await printedAddress();
  const { page } = await open("/lab");
  await page.getByRole("button", { name: liveZh.probe }).click();
  await expect.poll(() => page.locator("[data-verdict]").getAttribute("data-verdict"), SLOW).toBe("not-yet");
  await page.getByLabel(liveZh.blamedAt).selectOption("fine");
  await page.getByRole("button", { name: liveZh.give }).click();
  await expect.poll(() => page.locator("[data-verdict]").getAttribute("data-verdict"), SLOW).toBe("passed");
  await page.context().close();
}, 120_000);

test("every page, search included, keeps to the supervisor's policy", async () => {
  for (const path of PAGES) {
    const { page, complaints } = await visit({ ...reader, site: address.origin }, path);
    if (path === "/") {
      await page.locator(".navbar__search-input").pressSequentially("安全组", { delay: 20 });
      await expect.poll(() => page.locator('[role="option"]').count(), SLOW).toBeGreaterThan(1);
    }
    expect(complaints, path).toEqual([]);
    await page.context().close();
  }
  console.log(`policy: ${PAGES.length} pages, nothing blocked`);
}, 120_000);
