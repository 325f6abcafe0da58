import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallestCover } from "./cover.ts";

// prettier-ignore
test.each([
  // what it shows                          sets                                                          smallest choice
  ["nothing to satisfy",                    [],                                                           []],
  ["one element for all",                   [[1, 2], [2, 3]],                                             [2]],
  ["a set with one element decides",        [[1, 2, 3], [3], [1, 3]],                                     [3]],
  // 0 is in three sets, yet 1 and 2 together are in all four
  ["taking the most frequent is not best",  [[0, 1], [0, 1], [0, 2], [2], [1]],                           [1, 2]],
])("cover: %s", (_, sets, want) => {
  expect(smallestCover(sets)).toEqual({ elements: want, smallest: true });
});

describe("laws", { timeout: 30_000 }, () => {
  const set = fc.uniqueArray(fc.nat(8), { minLength: 1, maxLength: 4 });
  const satisfies = (choice: readonly number[], sets: readonly (readonly number[])[]) =>
    sets.every((one) => one.some((element) => choice.includes(element)));

  test("it satisfies every set, and nothing smaller does", () => {
    fc.assert(
      fc.property(fc.array(set, { maxLength: 14 }), (sets) => {
        const { elements, smallest } = smallestCover(sets);
        const sizes = Array.from({ length: 2 ** 9 }, (_, bits) => [...Array(9).keys()].filter((at) => (bits >> at) & 1))
          .filter((choice) => satisfies(choice, sets))
          .map((choice) => choice.length);
        expect(satisfies(elements, sets)).toBe(true);
        expect(elements.length).toBe(Math.min(...sizes));
        expect(smallest).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test("out of tries it still satisfies every set, and does not claim to be smallest", () => {
    const sets = Array.from({ length: 30 }, (_, at) => [at, (at + 1) % 30, (at * 7) % 30]);
    const { elements, smallest } = smallestCover(sets, 10);
    expect(satisfies(elements, sets)).toBe(true);
    expect(smallest).toBe(false);
  });
});
