import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RealProgress, RealResult, RealRun } from "@podpath/infra/automation";
import { InfraError } from "@podpath/infra";
import type { Context } from "../context.ts";
import { LabError } from "../lab-error.ts";
import { requireScenario, type LabRecord } from "../lab.ts";
import { withLoopback } from "../machine/environment.ts";
import { message } from "../text/translate.ts";
import { accessVariables, type CloudAccess } from "./credentials.ts";
import { stackOf, type RealRecord } from "./real-record.ts";

/** Before anything is said of what Pulumi will do. @throws LabError */
export async function checkPulumi(): Promise<void> {
  const { requirePulumi } = await import("@podpath/infra/automation");
  await requirePulumi().catch((error: unknown) => {
    throw error instanceof InfraError ? new LabError(error.code, error.text, error.hint) : error;
  });
}

/** Runs the program by the user's own Pulumi CLI, telling what it does. Ctrl-C lets it finish what is under way and stops. */
export async function runPulumi(
  context: Context,
  operation: RealRun["operation"],
  record: LabRecord,
  real: RealRecord,
  access: CloudAccess,
): Promise<RealResult> {
  const { runReal } = await import("@podpath/infra/automation");
  if (real.backendUrl.startsWith("file:")) mkdirSync(fileURLToPath(real.backendUrl), { recursive: true, mode: 0o700 });
  const stop = new AbortController();
  const onInterrupt = (): void => {
    context.output.progress(message("real.stopping"));
    // A terminal sends Ctrl-C to Pulumi as well; a second one would end it in the middle of a call.
    if (process.stdin.isTTY !== true) stop.abort();
  };
  process.on("SIGINT", onInterrupt);
  process.on("SIGTERM", onInterrupt);
  try {
    return await runReal(
      {
        operation,
        scenario: requireScenario(record.scenario, record.seed ?? null),
        deployment: real.deployment,
        stack: stackOf(real),
        workDir: context.folder.path("pulumi-work"),
        backendUrl: real.backendUrl,
        environment: environmentOf(context, real, access),
        signal: stop.signal,
      },
      (progress) => sayProgress(context, progress),
    );
  } catch (error) {
    if (error instanceof InfraError) throw new LabError(error.code, error.text, error.hint);
    throw error;
  } finally {
    process.off("SIGINT", onInterrupt);
    process.off("SIGTERM", onInterrupt);
  }
}

function environmentOf(
  context: Context,
  { endpoint }: RealRecord,
  access: CloudAccess,
): Readonly<Record<string, string>> {
  const { environment } = context;
  const noProxy = withLoopback(environment["NO_PROXY"] ?? environment["no_proxy"]);
  return {
    ...accessVariables(access),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_CONFIG_PASSPHRASE: environment["PULUMI_CONFIG_PASSPHRASE"] ?? keptPassphrase(context),
    NO_PROXY: noProxy,
    no_proxy: noProxy,
    ...(endpoint ? throughEndpoint(endpoint) : {}),
  };
}

/**
 * The provider knows services by their names under one domain: whatever name it calls, plain HTTP by way of a proxy ends at the
 * endpoint. A sandbox answers as such a proxy does.
 */
function throughEndpoint(endpoint: string): Readonly<Record<string, string>> {
  return {
    PODPATH_CLOUD_ENDPOINT: endpoint,
    TENCENTCLOUD_PROTOCOL: "HTTP",
    HTTP_PROXY: endpoint,
    http_proxy: endpoint,
  };
}

/** Pulumi wants one for the secrets of a stack; ours has none, so that it only must stay the same. */
function keptPassphrase({ folder }: Context): string {
  const isText = (value: unknown): value is string => typeof value === "string";
  const known = folder.readJson("pulumi-passphrase.json", isText);
  if (known) return known;
  const made = randomBytes(24).toString("base64url");
  folder.writeJson("pulumi-passphrase.json", made);
  return made;
}

function sayProgress({ output }: Context, { label, action, phase, ms }: RealProgress): void {
  if (action === "same" || phase === "started") return;
  if (phase === "planned") {
    const planned = message(`plan.${action === "adopt" ? "create" : action}`);
    output.progress({ zh: `  ${planned.zh} ${label.zh}`, en: `  ${planned.en} ${label.en}` });
    return;
  }
  const verb = message(`infra.${action}`);
  const mark = phase === "done" ? "✓" : "✗";
  const seconds = (ms / 1000).toFixed(0);
  output.progress({
    zh: `  ${mark} ${verb.zh} ${label.zh}（${seconds} s）`,
    en: `  ${mark} ${verb.en} ${label.en} (${seconds} s)`,
  });
}
