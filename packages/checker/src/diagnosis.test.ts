import { expect, test } from "vitest";
import { brokenLab, evidenceOf, scenario } from "../test/lab.ts";
import type { Answer } from "./answers.ts";
import { diagnose } from "./diagnosis.ts";

const lab = brokenLab();
const { snapshot, groupIds } = evidenceOf(lab);
const partsOf = (answers: readonly Answer[]) =>
  Object.fromEntries(
    diagnose(scenario, snapshot, groupIds, { answers, hints: [] })!.parts.map(({ id, status }) => [id, status]),
  );

const FORESEEN: Answer = { kind: "prediction", outcome: "timed-out", late: false };
const FINE: Answer = { kind: "diagnosis", blame: null };

test("a prediction that was said first counts", () => {
  expect(partsOf([FORESEEN, FINE])).toMatchObject({ prediction: "right", interface: "wrong" });
});

test("behind a diagnosis it is late, whatever the file says of it", () => {
  expect(partsOf([FINE, FORESEEN])).toMatchObject({ prediction: "late" });
});

test("one that says so of itself is late wherever it stands", () => {
  expect(partsOf([{ ...FORESEEN, late: true }, FINE])).toMatchObject({ prediction: "late" });
});

test("the first prediction counts, and none is none", () => {
  expect(partsOf([{ ...FORESEEN, outcome: "refused" }, FORESEEN])).toMatchObject({ prediction: "wrong" });
  expect(partsOf([FINE])).toMatchObject({ prediction: "open" });
});
