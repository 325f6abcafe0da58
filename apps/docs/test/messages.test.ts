import { expect, test } from "vitest";
import { en } from "../src/messages/en.ts";
import { fill } from "../src/messages/messages.ts";
import { zh } from "../src/messages/zh.ts";

const ids = Object.keys(zh) as (keyof typeof zh)[];

test("both languages have the same messages", () => {
  expect(Object.keys(en).toSorted()).toEqual(ids.toSorted());
});

test.each(ids)("%s asks for the same values in both languages", (id) => {
  expect(placesOf(en[id])).toEqual(placesOf(zh[id]));
  expect(en[id]).not.toBe("");
});

test("English messages hold no Chinese, and Chinese ones no ASCII comma between Chinese", () => {
  const ownNames = new Set(["otherLanguage"]);
  expect(ids.filter((id) => !ownNames.has(id) && /\p{Script=Han}/u.test(en[id]))).toEqual([]);
  expect(ids.filter((id) => /\p{Script=Han}[,;!?]|[,;!?]\p{Script=Han}/u.test(zh[id]))).toEqual([]);
});

test("fill puts values in and leaves unknown places alone", () => {
  expect(fill("{a} 到 {b}，{c}", { a: "Pod A", b: 80 })).toBe("Pod A 到 80，{c}");
});

function placesOf(message: string): readonly (string | undefined)[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();
}
