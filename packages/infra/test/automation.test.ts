import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runReal, type RealProgress, type RealRun } from "../src/automation/index.ts";
import { InfraError, parseDeployment } from "../src/index.ts";
import { baseDrill, type Bench, census, newBench, NOTHING, ONE_OF_EACH } from "./lab-job.ts";
import { standInOnPath } from "./pulumi-on-path.ts";

// The real CLI can't be had where this was written: what these tests drive by the real Automation API is the stand-in, and
// what they prove is our side of it. See the head of stand-in-pulumi.ts for what they don't.
let standIn: ReturnType<typeof standInOnPath>;
beforeAll(() => void (standIn = standInOnPath()));
afterAll(() => standIn.remove());

const deployment = parseDeployment({
  labId: "a1b2c3",
  owner: "ann",
  expiresAt: "2026-11-23T12:00Z",
  region: "ap-guangzhou",
  shape: {
    kind: "disposable",
    zones: ["ap-guangzhou-3", "ap-guangzhou-4"],
    vpcCidr: "10.0.0.0/16",
    callerCidr: "203.0.113.7",
  },
});

interface Automated {
  readonly bench: Bench;
  readonly said: RealProgress[];
  readonly stateDir: string;
  run(operation: RealRun["operation"], changes?: Partial<RealRun>): ReturnType<typeof runReal>;
}

async function automated(): Promise<Automated> {
  const bench = await newBench();
  const said: RealProgress[] = [];
  const stateDir = path.join(bench.stateDir, "pulumi");
  fs.mkdirSync(stateDir);
  const run: Omit<RealRun, "operation"> = {
    scenario: baseDrill,
    deployment,
    stack: "lab-a1b2c3",
    lockPatienceMs: 100,
    workDir: path.join(bench.stateDir, "work"),
    backendUrl: pathToFileURL(stateDir).href,
    environment: {
      PULUMI_CONFIG_PASSPHRASE: "p",
      TENCENTCLOUD_SECRET_ID: "AKIDexample",
      TENCENTCLOUD_SECRET_KEY: "the-secret-key",
      TENCENTCLOUD_REGION: "ap-guangzhou",
      PODPATH_CLOUD_ENDPOINT: bench.cloud.endpoint,
    },
  };
  return {
    bench,
    said,
    stateDir,
    run: (operation, changes) => runReal({ ...run, operation, ...changes }, (progress) => said.push(progress)),
  };
}

const EVERYTHING = { ...ONE_OF_EACH, subnets: 2, groups: 2 };

describe("by the Automation API, against the stand-in", { timeout: 60_000 }, () => {
  test("a preview counts and changes nothing; up builds, tells and gives ids; again changes nothing; down removes all", async () => {
    const lab = await automated();
    expect((await lab.run("preview")).counts).toMatchObject({ create: 11 });
    expect(census(lab.bench)).toEqual(NOTHING);
    const { outputs, counts } = await lab.run("up");
    expect(counts.create).toBe(11);
    expect(census(lab.bench)).toEqual(EVERYTHING);
    expect(outputs).toMatchObject({ clusterId: [...lab.bench.cloud.account.clusters.keys()][0] });
    const ended = lab.said.filter(({ phase }) => phase === "done").map(({ action, label }) => `${action} ${label.en}`);
    expect(ended).toContain("create VPC podpath-vpc-a1b2c3");
    expect((await lab.run("up")).counts).toMatchObject({ same: 11, create: 0 });
    await lab.run("down");
    expect(census(lab.bench)).toEqual(NOTHING);
  });

  test("no credential is written anywhere", async () => {
    const lab = await automated();
    await lab.run("up");
    for (const file of fs.readdirSync(lab.bench.stateDir, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const text = fs.readFileSync(path.join(file.parentPath, file.name), "utf8");
      expect(text, file.name).not.toContain("the-secret-key");
      expect(text, file.name).not.toContain("AKIDexample");
    }
  });

  test("what fails half-way goes on where it stopped, and half-destroyed too", async () => {
    const lab = await automated();
    lab.bench.cloud.fail("CreateNodePool", "ResourceInsufficient.SpecifiedInstanceType");
    await expect(lab.run("up")).rejects.toMatchObject({ code: "ResourceInsufficient.SpecifiedInstanceType" });
    expect(census(lab.bench)).toMatchObject({ clusters: 1, pools: 0 });
    expect((await lab.run("up")).outputs).toMatchObject({ clusterId: expect.stringMatching(/^cls-/) as string });
    expect(census(lab.bench)).toEqual(EVERYTHING);
    lab.bench.cloud.fail("DeleteCluster", "ResourceInUse");
    await expect(lab.run("down")).rejects.toMatchObject({ code: "ResourceInUse" });
    expect(census(lab.bench)).toMatchObject({ clusters: 1, pools: 0 });
    await lab.run("down");
    expect(census(lab.bench)).toEqual(NOTHING);
  });

  test("a lock that a killed run left is taken away, and what it had made is taken up", async () => {
    const lab = await automated();
    lab.bench.cloud.fail("CreateCluster", "InternalError");
    await expect(lab.run("up")).rejects.toBeInstanceOf(InfraError);
    fs.writeFileSync(path.join(lab.stateDir, ".stand-in", "lab-a1b2c3", "lock"), "1");
    await lab.run("up");
    expect(census(lab.bench)).toEqual(EVERYTHING);
  });
});

// prettier-ignore
describe("a refusal, and what to do:", () => test.each([
  ["a quota",                    "CreateVpc",           "LimitExceeded",                              /lab sweep/],
  ["credentials that are wrong", "CreateVpc",           "AuthFailure.SecretIdNotFound",               /TENCENTCLOUD_SECRET_ID/],
  ["a permission that lacks",    "CreateCluster",       "UnauthorizedOperation.CamNoAuth",            /lab policy learner/],
  ["a region there is not",      "CreateVpc",           "UnsupportedRegion",                          /--region/],
  ["sold out",                   "CreateNodePool",      "ResourcesSoldOut.SpecifiedInstanceType",     /--instance-type/],
  ["a clock that is wrong",      "CreateSecurityGroup", "AuthFailure.SignatureExpire",                /clock/],
])("%s", { timeout: 30_000 }, async (_, action, code, advice) => {
  const lab = await automated();
  lab.bench.cloud.fail(action, code, 9);
  const error = await lab.run("up").then(() => null, (thrown: unknown) => thrown as InfraError);
  expect(error).toMatchObject({ code });
  expect(error!.hint.en).toMatch(advice);
}));

test("without a CLI it says what to install, and downloads nothing", async () => {
  const lab = await automated();
  const before = process.env["PATH"];
  process.env["PATH"] = "/nonexistent";
  const failed = lab.run("preview").finally(() => (process.env["PATH"] = before));
  await expect(failed).rejects.toMatchObject({ code: "Infra.NoPulumi" });
});
