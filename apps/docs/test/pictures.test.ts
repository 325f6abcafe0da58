import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PICTURES, renderPicture } from "../scripts/pictures.ts";

const IMAGES = join(import.meta.dirname, "..", "..", "..", "docs", "images");

test.each(Object.entries(PICTURES))("docs/images/%s is what the page would draw", (name, { state, locale }) => {
  expect(readFileSync(join(IMAGES, name), "utf8"), "run: pnpm --filter @podpath/docs picture").toBe(
    renderPicture(state, locale),
  );
});

test("no picture is left over", () => {
  const pictures = readdirSync(IMAGES).filter((name) => name.startsWith("access-path"));
  expect(pictures.toSorted()).toEqual(Object.keys(PICTURES).toSorted());
});

test("a picture brings everything along: it names no other file", () => {
  for (const { state, locale } of Object.values(PICTURES))
    expect(renderPicture(state, locale).replace("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import/);
});
