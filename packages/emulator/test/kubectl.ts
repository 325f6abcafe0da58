import { execFile, spawn } from "node:child_process";
import { accessSync, constants, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** kubectl on this machine: the one on PATH and, where that is one of several versions side by side, the others. */
export function kubectlBinaries(): readonly string[] {
  const onPath = (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, "kubectl"));
  const first = onPath.find(isExecutable);
  if (first === undefined) return [];
  const folder = dirname(realpathSync(first));
  const versions = readdirSync(folder).filter((name) => /^kubectl\.\d+\.\d+$/.test(name));
  return versions.length === 0 ? [first] : versions.sort().map((name) => join(folder, name));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The oldest and the newest, between which everything changed that matters here (exec, discovery, protobuf); or all. */
export function chosenVersions(binaries: readonly string[], all: boolean): readonly string[] {
  return all || binaries.length < 2 ? binaries : [binaries[0]!, binaries.at(-1)!];
}

/** kubectl keeps what it discovers in the home folder: the lab's own, which goes with the lab. */
function environment(kubeconfig: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: dirname(kubeconfig), NO_PROXY: "127.0.0.1" };
}

export type Kubectl = (args: readonly string[], options?: RunOptions) => Promise<Ran>;

export function kubectlWith(binary: string, kubeconfig: string): Kubectl {
  return async (args, { input, env } = {}) =>
    await new Promise((resolve) => {
      const child = execFile(
        binary,
        ["--kubeconfig", kubeconfig, ...args],
        { timeout: 30_000, maxBuffer: 64 * 1024 * 1024, env: { ...environment(kubeconfig), ...env } },
        (error, stdout, stderr) => {
          const status = error === null ? 0 : typeof error.code === "number" ? error.code : -1;
          resolve({ status, stdout, stderr });
        },
      );
      child.stdin?.on("error", () => {});
      if (input !== undefined) child.stdin?.write(input);
      child.stdin?.end();
    });
}

/** A kubectl that goes on until it is stopped (`-w`, `-f`), with what it has printed so far. */
export function kubectlRunning(
  binary: string,
  kubeconfig: string,
  args: readonly string[],
): { output(): string; stop(): void; ended: Promise<number | null> } {
  const child = spawn(binary, ["--kubeconfig", kubeconfig, ...args], {
    stdio: ["ignore", "pipe", "pipe"],
    env: environment(kubeconfig),
  });
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on("close", (code) => resolve(code)));
  return { output: () => text, stop: () => void child.kill("SIGINT"), ended };
}

/** Waits for a condition with a deadline, and answers what it became. */
export async function eventually<T>(
  look: () => T | Promise<T>,
  fits: (value: T) => boolean,
  deadlineMs = 10_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const value = await look();
    if (fits(value)) return value;
    if (Date.now() > end) throw new Error(`still ${JSON.stringify(value)} after ${deadlineMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
