import { expect, test } from "vitest";
import { CLOUD_PACE, pacer, quicker, SANDBOX_PACE, type Pace } from "./pace.ts";
import { patienceOf } from "./real-cluster/bring-up-real.ts";
import { createCloudClient, isCloudError } from "./clients/cloud.ts";
import { startRefusingCloud } from "../test/real/refusing-cloud.ts";
import { startSandboxCloud } from "../test/real/sandbox-cloud.ts";

/** Looks that a wait of so long makes, were each answered at once. */
function looksIn(pace: Pace, totalMs: number): number {
  const looks = pacer(pace);
  let [count, spent] = [1, 0];
  while ((spent += looks.next()) <= totalMs) count += 1;
  return count;
}

const CALLS_A_LOOK = 15; // a snapshot of a real cluster with templates in it
const ALLOWED_PER_S = 20; // docs/facts.md#request-rate

test("a wait for a real cluster stays far below what the cloud allows, from the first second to the last", () => {
  const { timeoutMs, pace } = patienceOf({ environment: {} });
  expect(pace).toEqual(CLOUD_PACE);
  expect((looksIn(pace, 1_000) - 1) * CALLS_A_LOOK).toBeLessThan(ALLOWED_PER_S);
  const minutes = timeoutMs / 60_000;
  expect(looksIn(pace, timeoutMs)).toBeLessThan(minutes * 8);
});

test("pauses grow to the longest and no further; a sandbox's don't grow", () => {
  const looks = pacer({ firstMs: 100, growth: 2, longestMs: 350 });
  expect([looks.next(), looks.next(), looks.next(), looks.next()]).toEqual([100, 200, 350, 350]);
  const sandbox = pacer(SANDBOX_PACE);
  expect([sandbox.next(), sandbox.next()]).toEqual([15, 15]);
});

test("tests against the sandbox shorten the wait and the pauses alike", () => {
  const { timeoutMs, pace } = patienceOf({ environment: { PODPATH_PATIENCE_S: "60" } });
  expect(timeoutMs).toBe(60_000);
  expect(pace).toEqual(quicker(CLOUD_PACE, 10));
});

test("a call that was refused for its rate is made again; any other refusal is told at once", async () => {
  const sandbox = await startSandboxCloud();
  const refusing = await startRefusingCloud(sandbox.endpoint);
  const cloud = createCloudClient(sandbox.account.learner, sandbox.account.region, refusing.endpoint);
  refusing.refuse("DescribeVpcs", "RequestLimitExceeded");
  await expect(cloud.call("vpc", "DescribeVpcs", {})).resolves.toMatchObject({ TotalCount: 0 });
  refusing.refuse("DescribeVpcs", "UnauthorizedOperation");
  const refused = await cloud.call("vpc", "DescribeVpcs", {}).catch((error: unknown) => error);
  expect(isCloudError(refused) && refused.code).toBe("UnauthorizedOperation");
});
