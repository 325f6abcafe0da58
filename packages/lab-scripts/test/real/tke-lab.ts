import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { labProcess, type LabProcess } from "../lab-process.ts";
import type { SandboxCloud } from "./sandbox-cloud.ts";

/** The vendor's provider alone sleeps two minutes after it has opened a cluster's endpoint. */
const COMMAND_LIMIT_MS = 420_000;

/** Where the cloud is, and as whom it is asked. */
export interface Reached extends Pick<SandboxCloud, "endpoint"> {
  readonly account: { readonly learner: { readonly secretId: string; readonly secretKey: string } };
}

/**
 * The lab command as a user of a real account runs it: its own process, credentials in the environment, `pulumi` on PATH. The
 * account is the sandbox's, and the CLI is the stand-in (packages/infra/test/stand-in-pulumi.ts says what that does not prove).
 */
export function tkeLab(sandbox: Reached, env: Record<string, string> = {}): LabProcess {
  const bin = mkdtempSync(join(tmpdir(), "podpath-stand-in-"));
  const entry = fileURLToPath(new URL("../../../infra/test/stand-in-pulumi.ts", import.meta.url));
  const node = `'${process.execPath}' --disable-warning=ExperimentalWarning`;
  writeFileSync(join(bin, "pulumi"), `#!/bin/sh\nexec ${node} '${entry}' "$@"\n`, { mode: 0o755 });
  const { secretId, secretKey } = sandbox.account.learner;
  const lab = labProcess({
    limitMs: COMMAND_LIMIT_MS,
    env: {
      PATH: `${bin}:${process.env["PATH"] ?? ""}`,
      HOME: bin,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
      TENCENTCLOUD_REGION: "ap-guangzhou",
      PODPATH_CLOUD_ENDPOINT: sandbox.endpoint,
      PODPATH_PATIENCE_S: "20",
      PODPATH_SWEEP_TRIES: "3",
      ...env,
    },
  });
  onTestFinished(() => rmSync(bin, { recursive: true, force: true }));
  return lab;
}
