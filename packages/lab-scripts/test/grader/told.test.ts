import { parseSubmission, type Answer, type Submission } from "@podpath/checker";
import { findScenario } from "@podpath/scenarios";
import { afterAll, beforeAll, expect, test } from "vitest";
import { regrade, type Regrade } from "../../src/grading/regrade.ts";
import { simulatedPlane } from "../../src/grading/sandbox.ts";
import { beTold, check, imageOf, openBench, submit } from "./bench.ts";

/** Cheats with what only the learner's own lab heard: predictions, diagnoses, hints, and when. */

const LIMIT_MS = 120_000;
const base = findScenario("vpc-cni-pod-to-pod")!;
let cheats = 0;
afterAll(() => console.log(`grader: ${cheats} cheats with answers, hints and times, none gains a point`));

/** Predicted too late, read the last hint, and then said it right. */
let honest: Submission;
let judged: Regrade;

beforeAll(async () => {
  const bench = await openBench(await imageOf(base), simulatedPlane);
  const blame = { eniId: bench.b.eni.id, direction: "ingress" as const, groupId: bench.group, rule: null };
  bench.answers.push(
    { kind: "prediction", outcome: "timed-out", late: true },
    { kind: "diagnosis", blame: { ...blame, direction: "egress" } },
  );
  await beTold(bench);
  honest = JSON.parse(JSON.stringify(await submit(bench, await imageOf(base), await check(bench)))) as Submission;
  await bench.sandbox.close();
  judged = await again(honest);
}, LIMIT_MS);

async function again(submission: Submission): Promise<Regrade> {
  return regrade(parseSubmission(JSON.stringify(submission)), await imageOf(base, "grader"), simulatedPlane);
}

const earned = ({ grade }: Regrade) => grade.diagnosis!.score.earned;
const prediction = ({ grade }: Regrade) => grade.diagnosis!.parts.find(({ id }) => id === "prediction")!;

test("an honest file is not doubted, and its prediction isn't counted", () => {
  expect(judged.notes).toEqual([]);
  expect(judged.grade.diagnosis).toMatchObject({
    record: "submitted",
    // The group is the right one even at the wrong end; the hint takes all of it.
    score: { earned: 0, outOf: 80 },
    hints: { read: [3], cost: 20 },
  });
  expect(prediction(judged)).toMatchObject({ status: "unproven", earned: 0 });
});

const punctual = (answers: readonly Answer[]): readonly Answer[] =>
  answers.map((one) => (one.kind === "prediction" ? { ...one, late: false } : one));
const corrected = (answers: readonly Answer[]): readonly Answer[] =>
  answers.map((one) =>
    one.kind === "diagnosis" && one.blame !== null ? { ...one, blame: { ...one.blame, direction: "ingress" } } : one,
  );

// prettier-ignore
test.each<readonly [string, (honest: Submission) => Submission]>([
  ["the prediction was in time after all",        (file) => ({ ...file, answers: punctual(file.answers) })],
  ["the wrong diagnosis is put right",            (file) => ({ ...file, answers: corrected(file.answers) })],
  ["a right one is put before it",                (file) => ({ ...file, answers: [...corrected(file.answers), ...file.answers] })],
  ["no hint was read",                            (file) => ({ ...file, hints: [] })],
  ["all hints were read after the diagnosis",     (file) => ({ ...file, hints: file.hints.map((hint) => ({ ...hint, afterDiagnosis: true })) })],
  ["another layer was read",                      (file) => ({ ...file, hints: [{ layer: 1, afterDiagnosis: false }] })],
  ["the score of the diagnosis is edited",        (file) => ({ ...file, preview: { ...file.preview, diagnosis: { ...file.preview.diagnosis!, score: { earned: 100, outOf: 100 } } } })],
  ["there is no score of the diagnosis",          (file) => ({ ...file, answers: corrected(file.answers), preview: { ...file.preview, diagnosis: null } })],
])("%s: the file contradicts itself, and no diagnosis is counted", { timeout: LIMIT_MS }, async (_, edit) => {
  cheats += 1;
  const result = await again(edit(honest));
  expect(result.grade.diagnosis).toMatchObject({ record: "contradicted", score: { earned: 0, outOf: 0 } });
  expect(result.notes.map(({ en }) => en).join()).toMatch(/contradicts itself/);
  expect(result.verdict).toBe(judged.verdict);
});

test(
  "a prediction that stands after the diagnosis is late, whatever it says of itself",
  { timeout: LIMIT_MS },
  async () => {
    cheats += 1;
    const result = await again({ ...honest, answers: punctual(honest.answers).toReversed() });
    expect(prediction(result)).toMatchObject({ status: "unproven", earned: 0 });
    expect(earned(result)).toBe(earned(judged));
  },
);

test("a prediction whose score is edited along with it gains nothing", { timeout: LIMIT_MS }, async () => {
  cheats += 1;
  const { diagnosis } = honest.preview;
  const parts = diagnosis!.parts.map((part) =>
    part.id === "prediction" ? { ...part, status: "right" as const, earned: part.points } : part,
  );
  const result = await again({
    ...honest,
    answers: punctual(honest.answers),
    preview: { ...honest.preview, diagnosis: { ...diagnosis!, parts, score: { earned: 20, outOf: 100 } } },
  });
  expect(prediction(result)).toMatchObject({ status: "unproven", earned: 0 });
  expect(earned(result)).toBe(earned(judged));
});

test.each([
  ["yet to come", "2999-01-01T00:00:00.000Z", /yet to come/],
  ["long ago", "1999-01-01T00:00:00.000Z", /^$/],
])("a date %s changes no point", { timeout: LIMIT_MS }, async (_, submittedAt, said) => {
  cheats += 1;
  const result = await again({ ...honest, submittedAt });
  expect(result.notes.map(({ en }) => en).join()).toMatch(said);
  expect([result.verdict, result.grade.score, earned(result)]).toEqual([
    judged.verdict,
    judged.grade.score,
    earned(judged),
  ]);
});
