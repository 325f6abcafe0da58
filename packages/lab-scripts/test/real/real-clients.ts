import { spawnSync } from "node:child_process";
import { accessSync, constants, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { arch, platform, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { onTestFinished } from "vitest";

/** The provider's version that our package is written for. */
const PROVIDER = { source: "registry.terraform.io/tencentcloudstack/tencentcloud", version: "1.83.25" } as const;

/** The vendor's and HashiCorp's and Pulumi's own programs, as far as they are on PATH. */
export interface RealClients {
  readonly terraform: string | null;
  /** `terraform-provider-tencentcloud`, built from its source or downloaded. */
  readonly provider: string | null;
  readonly pulumi: string | null;
  /** `pulumi-resource-terraform-provider`, which turns a Terraform provider into Pulumi's. */
  readonly bridge: string | null;
}

export function findRealClients(): RealClients {
  return {
    terraform: onPath("terraform"),
    provider: onPath("terraform-provider-tencentcloud"),
    pulumi: onPath("pulumi"),
    bridge: onPath("pulumi-resource-terraform-provider"),
  };
}

/** For a test's name: which of them it had, and which it lacked. */
export function saying(clients: Partial<RealClients>): string {
  const missing = Object.entries(clients).filter(([, file]) => file === null);
  if (missing.length > 0) return `NOT RUN: not on PATH: ${missing.map(([name]) => name).join(", ")}`;
  const { pulumi, terraform } = clients;
  const version = (file: string) => spawnSync(file, ["version"], { encoding: "utf8" }).stdout.trim().split("\n")[0];
  return [pulumi, terraform].flatMap((file) => (file ? [version(file)] : [])).join(", ");
}

function onPath(name: string): string | null {
  const files = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, name));
  return files.find(isProgram) ?? null;
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Where the bridge looks for providers before it downloads one. */
export function providerCache(provider: string): string {
  const cache = mkdtempSync(join(tmpdir(), "podpath-providers-"));
  onTestFinished(() => rmSync(cache, { recursive: true, force: true }));
  const target = `${platform()}_${arch() === "x64" ? "amd64" : arch()}`;
  const folder = join(cache, PROVIDER.source, PROVIDER.version, target);
  mkdirSync(folder, { recursive: true });
  symlinkSync(provider, join(folder, `terraform-provider-tencentcloud_v${PROVIDER.version}`));
  return cache;
}
