import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { startRecordingEngine } from "./recording-engine.ts";

/**
 * The program as the real Pulumi runs it: its own entry, its own language host, over gRPC. Only the engine behind is a
 * recorder; what the CLI adds is its real engine and the provider's plugin.
 */
async function runByLanguageHost(options: { readonly preview: boolean }) {
  const engine = await startRecordingEngine(options);
  const folder = fileURLToPath(new URL("..", import.meta.url));
  const host = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run/index.js");
  const flags = [`--monitor=${engine.address}`, `--engine=${engine.address}`, "--project=podpath", "--stack=dev"];
  const child = spawn(
    process.execPath,
    [host, ...flags, ...(options.preview ? ["--dry-run"] : []), `--pwd=${folder}`, "./src/main.ts"],
    { env: { ...process.env, PULUMI_CONFIG: '{"podpath:scenario":"vpc-cni-pod-to-pod"}' }, stdio: "ignore" },
  );
  const status = await new Promise((resolve) => child.on("exit", resolve));
  engine.close();
  return { status, ...engine };
}

test.each([{ preview: true }, { preview: false }])("up, $preview", { timeout: 60_000 }, async (options) => {
  const { status, registered, packages, log } = await runByLanguageHost(options);
  expect(log).toEqual([]);
  expect(status).toBe(0);
  expect(
    registered
      .filter(({ type }) => type.startsWith("tencentcloud:"))
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual([
    "tencentcloud:index/kubernetesAddonConfig:KubernetesAddonConfig",
    "tencentcloud:index/kubernetesCluster:KubernetesCluster",
    "tencentcloud:index/kubernetesNativeNodePool:KubernetesNativeNodePool",
    "tencentcloud:index/securityGroup:SecurityGroup",
    "tencentcloud:index/securityGroupRuleSet:SecurityGroupRuleSet",
    "tencentcloud:index/subnet:Subnet",
    "tencentcloud:index/vpc:Vpc",
  ]);
  const pool = registered.find(({ name }) => name === "native")!;
  expect(pool.dependencies.map((urn) => urn.split("::").at(-1) ?? "").toSorted()).toEqual([
    "deny-all-inbound",
    "deny-all-inbound",
    "podpath",
    "podpath-eniipamd",
    "podpath-subnet",
  ]);
  expect(packages).toEqual([
    {
      base: "terraform-provider",
      name: "tencentcloud",
      version: "1.83.25",
      value: '{"remote":{"url":"registry.terraform.io/tencentcloudstack/tencentcloud","version":"1.83.25"}}',
    },
  ]);
});
