import { describe, expect, test } from "vitest";
import { InfraError, startInfra } from "../src/index.ts";
import { type Bench, census, newBench, NOTHING, ONE_OF_EACH } from "./lab-job.ts";

/** Writes that wait for each other; those of the two chains go side by side. */
const CHAINS = [
  ["network and cluster", ["CreateVpc", "CreateSubnet", "CreateCluster", "UpdateAddon", "CreateNodePool"]],
  ["groups", ["CreateSecurityGroup", "ModifySecurityGroupPolicies"]],
] as const;

describe.each(CHAINS)("at every write of %s in turn", { timeout: 60_000 }, (_, writes) => {
  test("refused: one clear error, and the next up goes on where it stopped", async () => {
    const bench = await newBench();
    for (const action of writes) {
      bench.cloud.fail(action, "LimitExceeded");
      const error = await bench.runApart("up").catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(InfraError);
      expect(error).toMatchObject({ code: "LimitExceeded", action, requestId: expect.stringContaining("request-") });
      expect((error as InfraError).message).toContain(`${action} answered LimitExceeded (no: ${action})`);
      expect((error as InfraError).hint.en).toContain("lab down");
    }
    await bench.run("up");
    expect(census(bench)).toEqual(ONE_OF_EACH);
  });

  test("done, and its answer lost: the next up takes up what was made", async () => {
    const bench = await newBench();
    for (const action of writes) {
      bench.cloud.fail(action, "hang-up");
      await expect(bench.runApart("up")).rejects.toMatchObject({ code: "Infra.Unreachable", action });
    }
    await bench.run("up");
    expect(census(bench)).toEqual(ONE_OF_EACH);
    expect((await bench.run("up")).counts).toMatchObject({ create: 0, same: 7 });
  });

  test("killed in that instant: the last up ends with one of each, and down with nothing", async () => {
    const bench = await newBench();
    for (const action of writes) await upAndKill(bench, action);
    await bench.run("up");
    expect(census(bench)).toEqual(ONE_OF_EACH);
    await bench.run("down");
    expect(census(bench)).toEqual(NOTHING);
  });
});

describe("an answer lost, then down", { timeout: 30_000 }, () => {
  test.each(["CreateVpc", "CreateCluster", "CreateNodePool"])("removes what %s made", async (action) => {
    const bench = await newBench();
    bench.cloud.fail(action, "hang-up");
    await expect(bench.runApart("up")).rejects.toThrow();
    await bench.run("down");
    expect(census(bench)).toEqual(NOTHING);
  });
});

describe("other endings", { timeout: 30_000 }, () => {
  test("two things of the name it asked for: it names them and touches neither", async () => {
    const bench = await newBench();
    bench.cloud.fail("CreateVpc", "hang-up");
    await bench.runApart("up").catch(() => {});
    const [[id, vpc]] = [...bench.cloud.account.vpcs] as [[string, Record<string, unknown>]];
    bench.cloud.account.vpcs.set("vpc-other", { ...vpc, VpcId: "vpc-other" });
    const error = await bench.runApart("up").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "Infra.Ambiguous", resource: "Vpc podpath-vpc" });
    expect((error as InfraError).message).toContain(`${id}, vpc-other`);
    expect(bench.cloud.account.vpcs.size).toBe(2);
  });

  test("no cloud at the endpoint: the error says what to look at", async () => {
    const bench = await newBench();
    await bench.cloud.close();
    const error = await bench.runApart("up").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "Infra.Unreachable" });
    expect((error as InfraError).hint.zh).toContain("lab status");
  });

  test("a rate limit is waited out", async () => {
    const bench = await newBench();
    bench.cloud.fail("CreateVpc", "RequestLimitExceeded", 2);
    await bench.run("up");
    expect(census(bench)).toEqual(ONE_OF_EACH);
  });

  test("a handle that is closed without a job leaves no process", async () => {
    const infra = startInfra();
    infra.close();
    await expect.poll(() => isAlive(infra.pid!), { timeout: 5_000 }).toBe(false);
  });
});

/** Killed in the instant in which the cloud has done `action`: before or after its answer is on record, as luck has it. */
async function upAndKill({ cloud, job }: Bench, action: string): Promise<void> {
  const infra = startInfra({ withProgram: true });
  const ended = infra.run(job).catch((error: unknown) => error);
  await expect
    .poll(() => cloud.calls.some((call) => call.action === action), { interval: 1, timeout: 10_000 })
    .toBe(true);
  process.kill(infra.pid!, "SIGKILL");
  await ended;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
