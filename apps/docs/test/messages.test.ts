import { describe, expect, test } from "vitest";
import { en as liveEn } from "../src/live/messages/en.ts";
import { zh as liveZh } from "../src/live/messages/zh.ts";
import { en } from "../src/messages/en.ts";
import { fill } from "../src/messages/messages.ts";
import { zh } from "../src/messages/zh.ts";

type Catalogue = Readonly<Record<string, string>>;

const at = (catalogue: Catalogue, id: string): string => catalogue[id] ?? "";

describe.each<[string, Catalogue, Catalogue]>([
  ["the guide's messages", zh, en],
  ["the live page's messages", liveZh, liveEn],
])("%s", (name, chinese, english) => {
  const ids = Object.keys(chinese);

  test("both languages have the same", () => {
    console.log(`${name}: ${ids.length} in each language`);
    expect(Object.keys(english).toSorted()).toEqual(ids.toSorted());
  });

  test.each(ids)("%s asks for the same values in both languages", (id) => {
    expect(placesOf(at(english, id))).toEqual(placesOf(at(chinese, id)));
    expect(at(english, id)).not.toBe("");
  });

  test("English holds no Chinese, and Chinese no ASCII comma between Chinese", () => {
    const ownNames = new Set(["otherLanguage"]);
    expect(ids.filter((id) => !ownNames.has(id) && /\p{Script=Han}/u.test(at(english, id)))).toEqual([]);
    expect(ids.filter((id) => /\p{Script=Han}[,;!?]|[,;!?]\p{Script=Han}/u.test(at(chinese, id)))).toEqual([]);
  });
});

test("fill puts values in and leaves unknown places alone", () => {
  expect(fill("{a} 到 {b}，{c}", { a: "Pod A", b: 80 })).toBe("Pod A 到 80，{c}");
});

function placesOf(message: string): readonly (string | undefined)[] {
  return [...message.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();
}
