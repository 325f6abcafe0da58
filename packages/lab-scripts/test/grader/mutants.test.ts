import { findScenario, type Scenario } from "@podpath/scenarios";
import { afterAll, describe, expect, test } from "vitest";
import { simulatedPlane } from "../../src/grading/sandbox.ts";
import { addRule } from "./bench.ts";
import { equivalentsOf } from "./equivalents.ts";
import { judgeAll, judgeEquivalent, judgeMutant } from "./judged.ts";
import { mutantsOf, type Mutant } from "./mutants.ts";

/**
 * Wrong fixes and other right ones, made through the real APIs of a sandbox, graded, submitted, and graded again from the
 * submission alone. Packets are the simulated plane's here; a fixed share of the same runs on the kernel's
 * (`share.kernel.test.ts`).
 */

const LIMIT_MS = 300_000;
const SEED = 11;
const drill = (id: string, seed: number | null = null): Scenario => findScenario(id, seed)!;
const DRILLS: readonly (readonly [string, Scenario])[] = [
  ["the base drill", drill("vpc-cni-pod-to-pod")],
  ["the egress drill", drill("vpc-cni-pod-egress")],
  [`the egress drill, seed ${SEED}`, drill("vpc-cni-pod-egress", SEED)],
  ["the control", drill("vpc-cni-nobody-listens")],
];
const LASTING = drill("vpc-cni-pod-reschedule");
const TIED: readonly Mutant[] = [
  { name: "tied to an address", because: ["symptom.survives-reschedule"], work: addRule("accept tcp {podA}/32 80") },
  {
    name: "tied to half a subnet",
    because: ["symptom.survives-reschedule"],
    work: addRule("accept tcp 10.0.35.0/25 80"),
  },
];

let [mutants, equivalents] = [0, 0];
afterAll(() =>
  console.log(
    `grader: ${mutants} mutants rejected for the expected reason, ${equivalents} equivalents accepted, each regraded alike`,
  ),
);

describe.each(DRILLS)("%s", (_, scenario) => {
  test(
    "every mutant is rejected for the expected reason, and again from its submission",
    { timeout: LIMIT_MS },
    async () => {
      const { done, problems } = await judgeAll(mutantsOf(scenario), (one) =>
        judgeMutant(scenario, one, simulatedPlane),
      );
      expect(problems).toEqual([]);
      mutants += done;
    },
  );
});

test("a fix tied to an address is told why it won't last", { timeout: LIMIT_MS }, async () => {
  for (const mutant of TIED) expect(await judgeMutant(LASTING, mutant, simulatedPlane)).toBeNull();
  mutants += TIED.length;
});

describe.each(DRILLS.slice(0, 2))("%s", (_, scenario) => {
  test("every other right fix is accepted, and again from its submission", { timeout: LIMIT_MS }, async () => {
    const { done, problems } = await judgeAll(equivalentsOf(scenario), (one) =>
      judgeEquivalent(scenario, one, simulatedPlane),
    );
    expect(problems).toEqual([]);
    equivalents += done;
  });
});

test("as many as promised", () => {
  expect(mutants).toBeGreaterThanOrEqual(300);
  expect(equivalents).toBeGreaterThanOrEqual(25);
});
