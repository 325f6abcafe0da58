import type { CheckId, CheckStatus, Grade } from "@podpath/checker";
import { expect, test } from "vitest";
import { turned } from "./watch-checks.ts";

const graded = (statuses: Partial<Record<CheckId, CheckStatus>>): Grade =>
  ({ checks: Object.entries(statuses).map(([id, status]) => ({ id, status })) }) as unknown as Grade;

// prettier-ignore
test.each<[string, CheckStatus, CheckStatus, readonly [CheckStatus, CheckStatus] | null]>([
  ["turns green",             "fail",    "pass",         ["fail", "pass"]],
  ["passed, and no longer",   "pass",    "fail",         ["pass", "fail"]],
  ["judged for the first time", "skipped", "pass",       ["skipped", "pass"]],
  ["stays red",               "fail",    "fail",         null],
  ["can't be judged any more", "pass",   "skipped",      null],
])("a check that %s", (_, from, to, want) => {
  const turns = turned(graded({ "symptom.connects": from }), graded({ "symptom.connects": to }));
  expect(turns).toEqual(want === null ? [] : [{ id: "symptom.connects", from: want[0], to: want[1] }]);
});

test("the first look turns nothing", () => expect(turned(null, graded({ "symptom.connects": "fail" }))).toEqual([]));
