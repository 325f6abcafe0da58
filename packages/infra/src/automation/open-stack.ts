import * as fs from "node:fs";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { InfraError } from "../engine/infra-error.ts";
import type { RealRun } from "./real-run.ts";

export type AutomationStack = Stack;

/** The oldest CLI that runs our kind of program for every operation: `--client` came with 3.181. */
const OLDEST_CLI = "3.181.0";

/** The stack, made if there is none. The program is served by this process: no language plug-in is needed. */
export async function openStack(run: RealRun, program: () => object): Promise<Stack> {
  const { LocalWorkspace, PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const pulumiCommand = await PulumiCommand.get().catch((error: unknown) => {
    throw noPulumi(error);
  });
  const version = pulumiCommand.version?.version ?? "0.0.0";
  if (isOlder(version, OLDEST_CLI)) throw oldPulumi(version);
  fs.mkdirSync(run.workDir, { recursive: true, mode: 0o700 });
  const backend = { url: run.backendUrl };
  return LocalWorkspace.createOrSelectStack(
    { stackName: run.stack, projectName: "podpath", program: async () => program() as Record<string, unknown> },
    {
      workDir: run.workDir,
      pulumiCommand,
      envVars: { ...run.environment },
      projectSettings: { name: "podpath", runtime: "nodejs", backend, main: run.workDir },
    },
  );
}

function isOlder(version: string, than: string): boolean {
  const [a, b] = [version, than].map((text) => text.split(".").map(Number)) as [number[], number[]];
  const differing = a.findIndex((part, i) => part !== b[i]);
  return differing !== -1 && (a[differing] ?? 0) < (b[differing] ?? 0);
}

function noPulumi(error: unknown): InfraError {
  return new InfraError({
    code: "Infra.NoPulumi",
    text: {
      zh: `PATH 里没有可用的 Pulumi 命令行（${firstLine(error)}）。`,
      en: `There is no usable Pulumi CLI on PATH (${firstLine(error)}).`,
    },
    hint: {
      zh: `安装 Pulumi ${OLDEST_CLI} 或更新的版本（https://www.pulumi.com/docs/install/），确认 pulumi version 能运行。PodPath 不会替你下载。`,
      en: `Install Pulumi ${OLDEST_CLI} or newer (https://www.pulumi.com/docs/install/) so that \`pulumi version\` answers. PodPath downloads nothing for you.`,
    },
  });
}

function oldPulumi(version: string): InfraError {
  return new InfraError({
    code: "Infra.OldPulumi",
    text: {
      zh: `Pulumi ${version} 太旧，需要 ${OLDEST_CLI} 或更新的版本。`,
      en: `Pulumi ${version} is too old: ${OLDEST_CLI} or newer is needed.`,
    },
    hint: { zh: "升级 Pulumi 后再运行一次。", en: "Upgrade Pulumi and run the command again." },
  });
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0]!;
}
