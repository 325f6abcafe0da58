import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "@podpath/emulator/node";
import { createCloudClient, type CloudClient } from "../../src/clients/cloud.ts";
import { findProgram } from "../../src/machine/find-program.ts";
import type { Bench, Work } from "./bench.ts";

/** The learner's own tools, unmodified, over real HTTP. What fails is thrown with what the program said. */
export interface Clients {
  readonly sdk: CloudClient;
  kubectl(words: readonly string[], input?: string): Promise<string>;
  tccli(words: readonly string[]): Promise<string>;
}

export type Client = "the SDK" | "kubectl" | "tccli";

export const PROGRAMS: Readonly<Record<"kubectl" | "tccli", string | null>> = {
  kubectl: findProgram("kubectl", process.env["PATH"]),
  tccli: findProgram("tccli", process.env["PATH"]),
};

const LIMIT_MS = 30_000;

/** Serves a bench's APIs on loopback while a learner works with real clients. */
export const byClients =
  (work: (bench: Bench, clients: Clients) => Promise<unknown>): Work =>
  async (bench) => {
    const { emulator, account, outputs } = bench.sandbox;
    const servers = await serve(emulator, { host: "127.0.0.1" });
    const home = mkdtempSync(join(tmpdir(), "podpath-clients-"));
    const kubeconfig = join(home, "kubeconfig");
    writeFileSync(kubeconfig, emulator.kubeconfig(account.id, outputs.clusterId, "learner"), { mode: 0o600 });
    const { cloudUrl } = servers.endpoints;
    const env = {
      PATH: process.env["PATH"],
      HOME: home,
      LANG: "C.UTF-8",
      KUBECONFIG: kubeconfig,
      TENCENTCLOUD_SECRET_ID: account.learner.secretId,
      TENCENTCLOUD_SECRET_KEY: account.learner.secretKey,
      TENCENTCLOUD_REGION: account.region,
      NO_PROXY: "127.0.0.1",
    };
    const settled = async <T>(answer: T): Promise<T> => {
      await bench.sandbox.settled();
      return answer;
    };
    const run = async (program: string, words: readonly string[], input?: string) =>
      settled(await runProgram(program, words, env, input));
    const sdk = createCloudClient(account.learner, account.region, cloudUrl);
    try {
      await work(bench, {
        sdk: { call: async <T>(...call: Parameters<CloudClient["call"]>) => settled(await sdk.call<T>(...call)) },
        kubectl: (words, input) => run(PROGRAMS.kubectl!, words, input),
        tccli: (words) => run(PROGRAMS.tccli!, [...words, "--endpoint", cloudUrl]),
      });
    } finally {
      await servers.close();
      rmSync(home, { recursive: true, force: true });
    }
  };

function runProgram(
  program: string,
  words: readonly string[],
  env: NodeJS.ProcessEnv,
  input: string | undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, words, { timeout: LIMIT_MS, env }, (error, stdout, stderr) => {
      // tccli ends with 0 also when the cloud refused.
      if (error || stdout.includes("TencentCloudSDKException"))
        reject(new Error(`${program} ${words.join(" ")}\n${stdout}\n${stderr}`));
      else resolve(stdout);
    });
    if (input !== undefined) child.stdin?.write(input);
    child.stdin?.end();
  });
}
