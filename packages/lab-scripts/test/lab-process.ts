import { spawn, type ChildProcess } from "node:child_process";
import { chownSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
/** Above the longest command on a loaded machine. */
const COMMAND_LIMIT_MS = 60_000;

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Surroundings {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** A lab of its own, in a folder of its own, driven through the launcher as a user drives it. */
export interface LabProcess {
  readonly folder: string;
  run(...words: string[]): Promise<Ran>;
  /** The same with something typed, or in another environment. */
  runWith(surroundings: Surroundings, ...words: string[]): Promise<Ran>;
  json<T>(...words: string[]): Promise<T>;
  /** Takes the lab down, whatever state it is in, and removes the folder. */
  dispose(): Promise<void>;
  /** Starts a command that goes on, with what it has printed so far. */
  follow(...words: string[]): { readonly child: ChildProcess; output(): string };
  /** Starts a command and hands over its process, to be killed. */
  start(...words: string[]): ChildProcess;
}

/**
 * @param uid run everything as this user (root only); no passwd entry is needed
 * @param inside words in front of each command: a program that runs it in other surroundings
 */
export function labProcess(
  options: {
    readonly uid?: number;
    readonly env?: Record<string, string>;
    readonly inside?: readonly string[];
    /** Of one command, in ms. */
    readonly limitMs?: number;
  } = {},
): LabProcess {
  const folder = mkdtempSync(join(tmpdir(), "podpath-e2e-"));
  const { uid, inside = [] } = options;
  if (uid !== undefined) chownSync(folder, uid, uid);
  const drop =
    uid === undefined ? [] : ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups", "--no-new-privs"];
  const prefix = [...drop, ...inside];
  const env = {
    ...process.env,
    LANG: "C.UTF-8",
    LC_ALL: "C.UTF-8",
    // Piped and compared: no line is to end where this terminal does.
    COLUMNS: "",
    PODPATH_LAB_DIR: join(folder, "实验 室", ".lab"),
    NODE_COMPILE_CACHE: join(tmpdir(), `podpath-e2e-cache-${uid ?? "own"}`),
    ...(uid === undefined ? {} : { HOME: folder }),
    ...options.env,
  };
  const runWith = ({ input, env: more }: Surroundings, ...words: string[]): Promise<Ran> =>
    new Promise((resolve, reject) => {
      const [program, ...args] = [...prefix, join(ROOT, "lab"), ...words];
      const child = spawn(program!, args, {
        env: { ...env, ...more },
        stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
        timeout: options.limitMs ?? COMMAND_LIMIT_MS,
      });
      child.stdin?.end(input);
      let [stdout, stderr] = ["", ""];
      child.stdout!.setEncoding("utf8").on("data", (chunk: string) => (stdout += chunk));
      child.stderr!.setEncoding("utf8").on("data", (chunk: string) => (stderr += chunk));
      child.on("error", reject);
      child.on("close", (status) => resolve({ status: status ?? -1, stdout, stderr }));
    });
  const run = (...words: string[]): Promise<Ran> => runWith({}, ...words);
  return {
    folder: env.PODPATH_LAB_DIR,
    run,
    runWith,
    start: (...words) => {
      const [program, ...args] = [...prefix, join(ROOT, "lab"), ...words];
      return spawn(program!, args, { env, stdio: "ignore" });
    },
    follow: (...words) => {
      const [program, ...args] = [...prefix, join(ROOT, "lab"), ...words];
      const child = spawn(program!, args, { env, stdio: ["ignore", "pipe", "inherit"] });
      let output = "";
      child.stdout.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
      return { child, output: () => output };
    },
    json: async <T>(...words: string[]) => {
      const ran = await run(...words, "--json");
      return JSON.parse(ran.stdout) as T;
    },
    dispose: async () => {
      await run("down");
      rmSync(folder, { recursive: true, force: true });
      // An id that is drawn for one run has a cache that no other run reads.
      if (uid !== undefined) rmSync(env.NODE_COMPILE_CACHE, { recursive: true, force: true });
    },
  };
}

/** Processes that carry a word on their command line, ours excluded: what a `down` must leave none of. */
export function processesNaming(word: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(word) ? [`${pid} ${line}`] : [];
      } catch {
        return [];
      }
    });
}

/** Processes that run as a user of the machine; ended ones that nobody has reaped yet don't count. */
export function processesOf(uid: number): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const status = readFileSync(`/proc/${pid}/status`, "utf8");
        return new RegExp(`^Uid:\\s+${uid}\\s`, "m").test(status) && !/^State:\s+Z/m.test(status);
      } catch {
        return false;
      }
    });
}
