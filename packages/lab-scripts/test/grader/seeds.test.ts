import { grade, type Evidence } from "@podpath/checker";
import { findScenario, scenarios, type Scenario } from "@podpath/scenarios";
import { afterAll, expect, test } from "vitest";
import { buildImage, simulatedPlane, type SandboxImage } from "../../src/grading/sandbox.ts";
import { checkLab } from "../../src/grading/check-lab.ts";
import { regrade } from "../../src/grading/regrade.ts";
import { check, gist, openBench, solve, submit } from "./bench.ts";
import { judgeAll } from "./judged.ts";

/**
 * Every seed of every drill is built by the real program, fails as it stands and for the right reason, passes by the reference
 * solution, and doesn't pass by the solution of another seed.
 */

const LIMIT_MS = 400_000;
const SEEDS = [
  ...Array.from({ length: 38 }, (_, index) => ["vpc-cni-pod-to-pod", index] as const),
  ...scenarios.slice(1).flatMap(({ id }) => [100, 101, 102, 103].map((seed) => [id, seed] as const)),
];

const counts = { seeds: 0, sides: new Map<string, number>(), strangers: 0, identical: 0 };
afterAll(() =>
  console.log(
    `grader: ${counts.seeds} seeds fail as they stand and pass by their solution (${[...counts.sides].map(([side, count]) => `${side} ${count}`).join(", ")}); ${counts.strangers} passed to another seed's grader, none accepted; ${counts.identical} re-grades of stored states identical`,
  ),
);

const evidences: { readonly scenario: Scenario; readonly evidence: Evidence }[] = [];
let earlier: { readonly image: SandboxImage; readonly submission: Awaited<ReturnType<typeof submit>> } | null = null;

async function judgeSeed([id, seed]: (typeof SEEDS)[number]): Promise<string | null> {
  const scenario = findScenario(id, seed)!;
  const image = await buildImage(scenario);
  const bench = await openBench(image, simulatedPlane);
  const where = `${id} --seed ${seed}`;
  try {
    const broken = await check(bench);
    const [question] = broken.checks;
    const failing = broken.checks.filter(({ status }) => status === "fail").map((one) => one.id);
    if (broken.verdict !== "not-yet" || failing.join() !== question!.id)
      return `${where}: stands ${broken.verdict} by ${failing.join()}`;
    await solve(bench);
    const solved = await checkLab(bench.sandbox.lab, {
      groupIds: bench.sandbox.outputs.groupIds,
      answers: bench.answers,
      hints: [],
    });
    evidences.push({ scenario, evidence: solved.evidence });
    if (solved.grade.verdict !== "passed" || solved.grade.score.earned !== 100)
      return `${where}: solved ${solved.grade.verdict} ${JSON.stringify(gist(solved.grade))}`;
    const submission = await submit(bench, image, solved.grade);
    const again = await regrade(submission, image, simulatedPlane);
    if (again.verdict !== "passed" || JSON.stringify(gist(again.grade)) !== JSON.stringify(gist(solved.grade)))
      return `${where}: again ${again.verdict}`;
    const stranger = earlier;
    earlier = scenario.cause === "group" ? { image, submission } : earlier;
    if (stranger !== null && scenario.cause === "group") {
      counts.strangers += 1;
      const theirs = await regrade(stranger.submission, image, simulatedPlane);
      if (theirs.verdict === "passed") return `${where}: passed by another seed's solution`;
    }
    counts.seeds += 1;
    const side = scenario.cause === "application" ? "none" : scenario.needed.direction;
    counts.sides.set(side, (counts.sides.get(side) ?? 0) + 1);
    return null;
  } finally {
    await bench.sandbox.close();
  }
}

test("every seed fails as it stands, passes by its solution, and not by another's", { timeout: LIMIT_MS }, async () => {
  const { problems } = await judgeAll(SEEDS, judgeSeed, 2);
  expect(problems).toEqual([]);
  expect(counts.seeds).toBeGreaterThanOrEqual(50);
  expect(counts.sides.get("ingress")).toBeGreaterThan(5);
  expect(counts.sides.get("egress")).toBeGreaterThan(5);
});

test("a stored state is graded alike a thousand times", { timeout: LIMIT_MS }, () => {
  const wanted = evidences.map(({ scenario, evidence }) => JSON.stringify(grade(scenario, evidence)));
  for (let round = 0; counts.identical < 1000; round += 1) {
    const at = round % evidences.length;
    const { scenario, evidence } = evidences[at]!;
    expect(JSON.stringify(grade(scenario, JSON.parse(JSON.stringify(evidence)) as Evidence))).toBe(wanted[at]);
    counts.identical += 1;
  }
});
