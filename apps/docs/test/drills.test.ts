import { findScenario, scenarios } from "@podpath/scenarios";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { partsOf } from "../src/content/parts.ts";
import { LOCALES, PAGE_FOLDERS } from "../scripts/session.ts";

const NUMBERED = { "zh-Hans": /^第 (\d+) 步：(.+)$/, en: /^Step (\d+): (.+)$/ } as const;
const LANGUAGE = { "zh-Hans": "zh", en: "en" } as const;

/** The page and `lab step` count the same steps, by the same numbers and titles. */
describe.each(LOCALES.flatMap((locale) => scenarios.map(({ id }) => [locale, id] as const)))("%s %s", (locale, id) => {
  const page = partsOf(readFileSync(join(PAGE_FOLDERS[locale], "drills", `${id}.mdx`), "utf8"));
  const steps = findScenario(id)?.steps ?? [];

  test("headings are the steps of the drill", () => {
    const headings = page.headings.flatMap(({ text, anchor }) => {
      const [, number, title] = NUMBERED[locale].exec(text) ?? [];
      return number === undefined ? [] : [{ number: Number(number), title, anchor }];
    });
    expect(headings).toEqual(
      steps.map((step, index) => ({ number: index + 1, title: step.title[LANGUAGE[locale]], anchor: step.id })),
    );
  });

  test("each step can be ticked off, and counts", () => {
    const ids = steps.map((step) => step.id);
    expect(page.components.filter((each) => each.startsWith("<Done"))).toEqual(
      ids.map((step) => `<Done page="${id}" step="${step}" />`),
    );
    expect(page.components).toContain(`<Progress page="${id}" steps="${ids.join(" ")}" />`);
  });
});
