import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { CALLS, ONLY_THE_PROVIDER } from "../../src/real-cluster/policies.ts";
import type { LabProcess, Ran } from "../lab-process.ts";
import { findRealClients, providerCache, saying } from "./real-clients.ts";
import { startRefusingCloud, type RefusingCloud } from "./refusing-cloud.ts";
import { buildSomebodysCluster, startSandboxCloud, type SandboxCloud } from "./sandbox-cloud.ts";
import { tkeLab } from "./tke-lab.ts";

/**
 * The programs that a user of the real cloud runs, unmodified, against the sandbox: the Pulumi CLI with the Terraform bridge and the
 * vendor's provider, and Terraform with that provider. None of them comes with PodPath; where they are not on PATH the tests say which
 * is missing. What the sandbox then lacks of the cloud is in docs/facts.md.
 */
const { terraform, provider, pulumi, bridge } = findRealClients();
const UP = ["up", "--target", "tke", "--yes", "--lang", "en"];

const ended = ({ status, stdout, stderr }: Ran) => `${status}\n${stdout}\n${stderr}`;
const expectStatus = (ran: Ran, status: number) => expect(ran.status, ended(ran)).toBe(status);

interface RealLab {
  readonly sandbox: SandboxCloud;
  readonly cloud: RefusingCloud;
  readonly lab: LabProcess;
}

async function realLab(): Promise<RealLab> {
  const sandbox = await startSandboxCloud();
  const cloud = await startRefusingCloud(sandbox.endpoint);
  const lab = tkeLab(sandbox, {
    PATH: `${dirname(pulumi!)}:${dirname(bridge!)}:${process.env["PATH"]!}`,
    PODPATH_CLOUD_ENDPOINT: cloud.endpoint,
    PULUMI_DYNAMIC_TF_PLUGIN_CACHE_DIR: providerCache(provider!),
    PODPATH_PATIENCE_S: "60",
  });
  return { sandbox, cloud, lab };
}

/** Whatever the provider called is in the policy that `lab policy learner` prints. */
function expectAllowed({ called }: RefusingCloud): void {
  const allowed: readonly string[] = [...CALLS.learner, ...ONLY_THE_PROVIDER.learner];
  expect([...called].filter((action) => !allowed.includes(action))).toEqual([]);
}

async function tagged({ cloud }: SandboxCloud): Promise<Record<string, number>> {
  const Filters = [{ Name: "tag-key", Values: ["podpath"] }];
  const count = async (action: string, member: string) =>
    ((await cloud.call<Record<string, unknown[]>>("vpc", action, { Filters }))[member] ?? []).length;
  return {
    vpcs: await count("DescribeVpcs", "VpcSet"),
    subnets: await count("DescribeSubnets", "SubnetSet"),
    groups: await count("DescribeSecurityGroups", "SecurityGroupSet"),
  };
}

describe.skipIf(!pulumi || !bridge || !provider)(
  `the Pulumi CLI, the bridge and the vendor's provider (${saying({ pulumi, bridge, provider })})`,
  () => {
    test("in somebody's cluster: previewed, built, worked through, as found", { timeout: 500_000 }, async () => {
      const { sandbox, cloud, lab } = await realLab();
      const theirs = await buildSomebodysCluster(sandbox, { feature: "off", nodes: 2 });
      const up = await lab.run(...UP, "--cluster", theirs.clusterId, "--affects-whole-cluster");
      expectStatus(up, 0);
      expect(up.stderr).toMatch(/Preview: 3 to create, 0 to change, 0 to delete/);
      expect(up.stderr).toMatch(/will create native node pool/);
      expect(up.stderr).toMatch(/✓ created native node pool/);
      cloud.writes();
      const again = await lab.run(...UP, "--cluster", theirs.clusterId);
      expectStatus(again, 0);
      expect(again.stderr).not.toMatch(/✓/);
      expect(cloud.writes()).toEqual([]);
      expectStatus(await lab.run("probe"), 1);
      expectStatus(await lab.run("solve"), 0);
      expectStatus(await lab.run("check"), 0);
      // The program's own view again, by the engine: what the learner mended stays.
      expectStatus(await lab.run(...UP), 0);
      expectStatus(await lab.run("probe"), 0);
      for (const file of readdirSync(lab.folder, { recursive: true, withFileTypes: true })) {
        if (!file.isFile()) continue;
        const text = readFileSync(join(file.parentPath, file.name), "utf8");
        expect(text, file.name).not.toContain(sandbox.account.learner.secretKey);
      }
      expectStatus(await lab.run("down"), 0);
      expect(await tagged(sandbox)).toEqual({ vpcs: 0, subnets: 0, groups: 0 });
      expectStatus(await lab.run("sweep", "--cluster", theirs.clusterId, "--region", "ap-guangzhou"), 0);
      expectAllowed(cloud);
    });

    test("from nothing, killed on the way, gone on with, half destroyed, and gone", { timeout: 900_000 }, async () => {
      const { sandbox, cloud, lab } = await realLab();
      const first = lab.start(...UP, "--my-address", "203.0.113.7/32");
      const gone = new Promise((resolve) => first.on("close", resolve));
      await until(() => sandbox.emulator.snapshot(sandbox.account.id).vpc.id !== "");
      first.kill("SIGKILL");
      await gone;
      expect(first.signalCode).toBe("SIGKILL");
      cloud.refuse("CreateNodePool", "ResourcesSoldOut.SpecifiedInstanceType", 9);
      const soldOut = await lab.run(...UP);
      expectStatus(soldOut, 3);
      expect(soldOut.stderr).toContain("ResourcesSoldOut.SpecifiedInstanceType");
      expect(soldOut.stderr).toContain("--instance-type");
      cloud.serve("CreateNodePool");
      expectStatus(await lab.run(...UP), 0);
      expect(await tagged(sandbox)).toEqual({ vpcs: 1, subnets: 2, groups: 2 });
      expectStatus(await lab.run("probe"), 1);
      cloud.refuse("DeleteCluster", "OperationDenied.ClusterInDeletionProtection");
      expectStatus(await lab.run("down"), 3);
      expectStatus(await lab.run("down"), 0);
      expectAllowed(cloud);
      expect(await tagged(sandbox)).toEqual({ vpcs: 0, subnets: 0, groups: 0 });
      expect(sandbox.emulator.snapshot(sandbox.account.id).vpc.id).toBe("");
    });

    // prettier-ignore
    test.each([
      ["a quota",                  "CreateSecurityGroup", "LimitExceeded",                 /lab sweep/],
      ["a permission that lacks",  "CreateSecurityGroup", "UnauthorizedOperation.CamNoAuth", /lab policy learner/],
      ["a clock that is wrong",    "CreateSecurityGroup", "AuthFailure.SignatureExpire",   /clock/],
    ])("a refusal is told in the cloud's own words, with what to do: %s", { timeout: 300_000 }, async (_, action, code, advice) => {
      const { sandbox, cloud, lab } = await realLab();
      const { clusterId } = await buildSomebodysCluster(sandbox, { feature: "on", nodes: 1 });
      cloud.refuse(action, code, 99);
      const up = await lab.run(...UP, "--cluster", clusterId);
      expectStatus(up, 3);
      expect(up.stderr).toContain(code);
      expect(up.stderr).toMatch(advice);
    });
  },
);

describe.skipIf(!terraform || !provider)(
  `the Terraform configuration, applied with the vendor's provider (${saying({ terraform, provider })})`,
  () => {
    test("validated, applied, the same when planned again, destroyed", { timeout: 300_000 }, async () => {
      const sandbox = await startSandboxCloud();
      const { clusterId, subnetId } = await buildSomebodysCluster(sandbox, { feature: "off", nodes: 1 });
      const run = terraformIn(sandbox);
      const vars = { cluster_id: clusterId, subnet_id: subnetId, owner: "ann", expires: "2026-12-01T00:00:00Z" };
      const settings = Object.entries({ ...vars, switch_feature_on: "true" }).flatMap(([k, v]) => [
        "-var",
        `${k}=${v}`,
      ]);
      await run(0, "validate");
      expect(await run(0, "apply", "-auto-approve", ...settings)).toMatch(/4 added, 0 changed, 0 destroyed/);
      await sandbox.settled();
      const nodes = sandbox.emulator.snapshot(sandbox.account.id).nodes;
      const [group] = await groupsNamed(sandbox, "deny-all-inbound");
      const drill = nodes.filter(({ enis }) => enis.every(({ securityGroups }) => securityGroups.join() === group));
      expect(drill).toHaveLength(2);
      // 2 would be: there is something to change.
      await run(0, "plan", "-detailed-exitcode", ...settings);
      expect(await run(0, "destroy", "-auto-approve", ...settings)).toMatch(/4 destroyed/);
      await sandbox.settled();
      expect(sandbox.emulator.snapshot(sandbox.account.id).nodes).toHaveLength(1);
      expect(await groupsNamed(sandbox, "deny-all-inbound")).toEqual([]);
    });
  },
);

async function groupsNamed({ cloud }: SandboxCloud, name: string): Promise<readonly string[]> {
  const Filters = [{ Name: "security-group-name", Values: [name] }];
  const { SecurityGroupSet } = await cloud.call<{ SecurityGroupSet: readonly { SecurityGroupId: string }[] }>(
    "vpc",
    "DescribeSecurityGroups",
    { Filters },
  );
  return SecurityGroupSet.map(({ SecurityGroupId }) => SecurityGroupId);
}

/** Runs terraform on a copy of the shipped configuration, with the sandbox for its cloud. @returns runs and gives the output */
function terraformIn(sandbox: SandboxCloud) {
  const folder = mkdtempSync(join(tmpdir(), "podpath-terraform-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL("../../../infra/terraform", import.meta.url)), folder, { recursive: true });
  const settings = join(folder, "terraformrc");
  const override = `dev_overrides { "tencentcloudstack/tencentcloud" = "${dirname(provider!)}" }`;
  writeFileSync(settings, `provider_installation {\n  ${override}\n  direct {}\n}\n`);
  const { secretId, secretKey } = sandbox.account.learner;
  const env = {
    PATH: process.env["PATH"] ?? "",
    HOME: folder,
    CHECKPOINT_DISABLE: "1",
    TF_CLI_CONFIG_FILE: settings,
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_PROTOCOL: "HTTP",
    HTTP_PROXY: sandbox.endpoint,
  };
  return async (status: number, verb: string, ...words: readonly string[]): Promise<string> => {
    const ran = await new Promise<{ status: number; output: string }>((resolve) => {
      execFile(terraform!, [verb, "-no-color", ...words], { cwd: folder, env }, (error, stdout, stderr) =>
        resolve({ status: error ? Number(error.code) : 0, output: `${stdout}\n${stderr}` }),
      );
    });
    expect(ran.status, `${verb}\n${ran.output}`).toBe(status);
    return ran.output;
  };
}

async function until(holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 120_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error("that moment never came");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
