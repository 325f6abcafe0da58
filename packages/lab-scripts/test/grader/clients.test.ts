import { findScenario } from "@podpath/scenarios";
import { afterAll, expect, test } from "vitest";
import { simulatedPlane } from "../../src/grading/sandbox.ts";
import { clientEquivalentsOf } from "./client-equivalents.ts";
import { PROGRAMS, type Client } from "./clients.ts";
import { judgeEquivalent } from "./judged.ts";

/** Right fixes made by the real clients over HTTP; graded, submitted, and graded again from the submission alone. */

const LIMIT_MS = 120_000;
const scenario = findScenario("vpc-cni-pod-to-pod")!;
const accepted = new Map<Client, number>();
afterAll(() => {
  const counts = [...accepted].map(([client, count]) => `${count} by ${client}`).join(", ");
  const missing = (["kubectl", "tccli"] as const).filter((name) => PROGRAMS[name] === null);
  const absent = missing.length === 0 ? "" : `; not on this machine, and so not tried: ${missing.join(", ")}`;
  console.log(`grader: equivalents accepted and regraded alike: ${counts}${absent}`);
});

for (const one of clientEquivalentsOf(scenario)) {
  const isHere = one.client === "the SDK" || PROGRAMS[one.client] !== null;
  test.runIf(isHere)(one.name, { timeout: LIMIT_MS }, async () => {
    expect(await judgeEquivalent(scenario, one, simulatedPlane)).toBeNull();
    accepted.set(one.client, (accepted.get(one.client) ?? 0) + 1);
  });
}
