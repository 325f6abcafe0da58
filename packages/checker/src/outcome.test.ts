import { describe, expect, test } from "vitest";
import { describeOutcome } from "./outcome.ts";

const silence = (afterMs: number) => ({ kind: "timed-out", afterMs }) as const;

describe("a wait that was cut short says why", () => {
  // prettier-ignore
  test.each([
    // who cut it short      evidence from   what is said
    ["the counters",         "kernel",       /counters saw the SYN dropped/],
    ["the simulated clock",  "simulated",    /fast-forwarded/],
    ["nobody that we know",  "cloud",        /^silence \(curl exit status 28\)$/],
  ] as const)("%s", (_, dataPlane, want) => {
    expect(describeOutcome(silence(20), dataPlane).en).toMatch(want);
  });

  test("a wait that lasted is told in seconds, wherever it was", () => {
    for (const dataPlane of ["kernel", "simulated", "cloud"] as const)
      expect(describeOutcome(silence(3004), dataPlane)).toEqual({
        zh: "3.0 秒没有任何回应（curl 退出码 28）",
        en: "silence for 3.0 s (curl exit status 28)",
      });
  });
});
