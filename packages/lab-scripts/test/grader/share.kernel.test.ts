import { findScenario } from "@podpath/scenarios";
import { afterAll, expect, test } from "vitest";
import { check, gist, imageOf, openBench, solve } from "./bench.ts";
import { equivalentsOf } from "./equivalents.ts";
import { isKernelAble, kernelPlane } from "./kernel-plane.ts";
import { judgeAll, judgeEquivalent, judgeMutant } from "./judged.ts";
import { mutantsOf } from "./mutants.ts";

/** A fixed share of the mutants, equivalents and seeds on the kernel's packets: every tenth, always the same ones. */

const EACH = 10;
/** Each in a lab of its own: the second that one waits for silence is another's. */
const SIDE_BY_SIDE = 4;
const LIMIT_MS = 300_000;
const counts = { mutants: 0, equivalents: 0, seeds: 0 };
afterAll(() =>
  console.log(
    `grader, on the kernel: ${counts.mutants} mutants rejected, ${counts.equivalents} equivalents accepted, ${counts.seeds} seeds broken and solved`,
  ),
);

const share = <T>(all: readonly T[]): readonly T[] => all.filter((_, index) => index % EACH === 0);
const able = await isKernelAble();

test.runIf(able).each(["vpc-cni-pod-to-pod", "vpc-cni-pod-egress", "vpc-cni-nobody-listens"])(
  "mutants of %s",
  { timeout: LIMIT_MS },
  async (id) => {
    const scenario = findScenario(id)!;
    const { done, problems } = await judgeAll(
      share(mutantsOf(scenario)),
      (one) => judgeMutant(scenario, one, kernelPlane),
      SIDE_BY_SIDE,
    );
    expect(problems).toEqual([]);
    counts.mutants += done;
  },
);

test.runIf(able)("equivalents", { timeout: LIMIT_MS }, async () => {
  const scenario = findScenario("vpc-cni-pod-to-pod")!;
  const { done, problems } = await judgeAll(
    share(equivalentsOf(scenario)),
    (one) => judgeEquivalent(scenario, one, kernelPlane),
    SIDE_BY_SIDE,
  );
  expect(problems).toEqual([]);
  counts.equivalents += done;
});

test.runIf(able).each([7, 20, 33])("seed %i: broken, then solved", { timeout: LIMIT_MS }, async (seed) => {
  const bench = await openBench(await imageOf(findScenario("vpc-cni-pod-to-pod", seed)!), kernelPlane);
  try {
    const broken = await check(bench);
    expect(broken.checks.filter(({ status }) => status === "fail").map(({ id }) => id)).toEqual(["symptom.connects"]);
    await solve(bench);
    expect(gist(await check(bench))).toMatchObject({ verdict: "passed", score: { earned: 100, outOf: 100 } });
    counts.seeds += 1;
  } finally {
    await bench.sandbox.close();
  }
});
