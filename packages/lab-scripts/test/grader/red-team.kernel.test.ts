import { findScenario } from "@podpath/scenarios";
import { afterAll, describe, test } from "vitest";
import { check, imageOf, openBench, solve, type Bench } from "./bench.ts";
import { BREAKS, CHEATS, type Cheat } from "./cheats.ts";
import { foolsCurl, runInside } from "./inside.ts";
import { isKernelAble, kernelPlane } from "./kernel-plane.ts";

/** Cheats from inside Pods and nodes, on the kernel's packets, each in a lab of its own: none may pass, none is our defect. */

const LIMIT_MS = 60_000;
const able = await isKernelAble();
const scenario = findScenario("vpc-cni-pod-to-pod")!;
let [cheats, fooling, breaks] = [0, 0, 0];
afterAll(() =>
  console.log(
    `grader, on the kernel: ${cheats} cheats from inside Pods and nodes, none passes (${fooling} of them fool a grader that believes curl); ${breaks} broken endpoints are the learner's`,
  ),
);

async function tryOut({ steps }: Cheat, before: (bench: Bench) => Promise<unknown>) {
  const bench = await openBench(await imageOf(scenario), kernelPlane);
  try {
    await before(bench);
    for (const [where, script] of steps) await runInside(bench, where, script);
    const fooled = await foolsCurl(bench);
    const { verdict, checks } = await check(bench);
    const failing = checks.filter(({ status }) => status === "fail").map(({ id }) => id);
    return { fooled, verdict, failing };
  } finally {
    await bench.sandbox.close();
  }
}

describe.runIf(able)("nothing is mended", () => {
  for (const cheat of CHEATS)
    test.concurrent(cheat.name, { timeout: LIMIT_MS }, async ({ expect }) => {
      const { fooled, ...seen } = await tryOut(cheat, async () => {});
      expect(seen).toEqual({ verdict: "not-yet", failing: ["symptom.connects"] });
      cheats += 1;
      if (fooled) fooling += 1;
    });
});

describe.runIf(able)("mended, and an end is broken: not yet, and not our defect", () => {
  for (const cheat of BREAKS)
    test.concurrent(cheat.name, { timeout: LIMIT_MS }, async ({ expect }) => {
      const mend = async (bench: Bench): Promise<void> => {
        await solve(bench);
        expect((await check(bench)).verdict).toBe("passed");
      };
      expect(await tryOut(cheat, mend)).toMatchObject({ verdict: "not-yet", failing: ["symptom.connects"] });
      breaks += 1;
    });
});
