import * as fs from "node:fs";
import type { Stack } from "@pulumi/pulumi/automation/index.js";
import { InfraError } from "../engine/infra-error.ts";
import type { RealRun } from "./real-run.ts";

export type AutomationStack = Stack;

/** The oldest CLI that runs our kind of program for every operation: `--client` came with 3.181. */
const OLDEST_CLI = "3.181.0";

/** The user's own CLI. @throws InfraError when there is none, or one that is too old */
export async function requirePulumi() {
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
  const found = await PulumiCommand.get().catch(() => {
    throw noPulumi();
  });
  const version = found.version?.version ?? "0.0.0";
  if (isOlder(version, OLDEST_CLI)) throw oldPulumi(version);
  return found;
}

/** The stack, made if there is none. The program is served by this process: no language plug-in is needed. */
export async function openStack(run: RealRun, program: () => object): Promise<Stack> {
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  const pulumiCommand = await requirePulumi();
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

function noPulumi(): InfraError {
  return new InfraError({
    code: "Infra.NoPulumi",
    text: {
      zh: "PATH 里没有可用的 Pulumi 命令行。",
      en: "There is no usable Pulumi CLI on PATH.",
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
