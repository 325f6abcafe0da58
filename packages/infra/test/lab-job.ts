import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findScenario, type Scenario } from "@podpath/scenarios";
import { onTestFinished } from "vitest";
import { type InfraJob, type InfraResult, type Operation, type Progress, runInfra } from "../src/index.ts";
import { perform } from "../src/engine/perform.ts";
import { type FakeCloud, startFakeCloud } from "./fake-cloud.ts";

export const baseDrill: Scenario = findScenario("vpc-cni-pod-to-pod")!;

export interface Bench {
  readonly cloud: FakeCloud;
  readonly stateDir: string;
  readonly job: InfraJob;
  /** In this process: quick. A run that fails needs one of its own, since Pulumi leaves rejections behind. */
  readonly run: RunOperation;
  /** As the lab does it: in a process of its own. */
  readonly runApart: RunOperation;
}

type RunOperation = (
  operation: Operation,
  changes?: Partial<InfraJob>,
  onProgress?: (progress: Progress) => void,
) => Promise<InfraResult>;

/** A cloud without anything in it, a folder for the state, and jobs between them; all gone when the test ends. */
export async function newBench(): Promise<Bench> {
  const cloud = await startFakeCloud();
  const stateDir = fs.mkdtempSync(path.join(os.tmpdir(), "podpath-infra-"));
  onTestFinished(async () => {
    await cloud.close();
    fs.rmSync(stateDir, { recursive: true, force: true });
  });
  const job: InfraJob = {
    operation: "up",
    endpoint: cloud.endpoint,
    credentials: { secretId: "AKIDexample", secretKey: "example" },
    scenario: baseDrill,
    stateDir,
  };
  return {
    cloud,
    stateDir,
    job,
    run: (operation, changes = {}, onProgress = () => {}) => perform({ ...job, ...changes, operation }, onProgress),
    runApart: (operation, changes = {}, onProgress) => runInfra({ ...job, ...changes, operation }, onProgress),
  };
}

/** How many of everything there is. */
export function census({ cloud }: Bench): Record<string, number> {
  const { vpcs, subnets, groups, clusters, pools } = cloud.account;
  return { vpcs: vpcs.size, subnets: subnets.size, groups: groups.size, clusters: clusters.size, pools: pools.size };
}

export const ONE_OF_EACH = { vpcs: 1, subnets: 1, groups: 1, clusters: 1, pools: 1 };
export const NOTHING = { vpcs: 0, subnets: 0, groups: 0, clusters: 0, pools: 0 };
