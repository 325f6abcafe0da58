import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { relative } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { treeOf } from "../src/netns/procfs.ts";
import type { Ran } from "./lab.ts";

export type Starter = "root" | "an ordinary user";

/** Who can start a lab here: only root can also become somebody else. */
export const STARTERS: readonly Starter[] =
  process.getuid?.() === 0 ? ["root", "an ordinary user"] : ["an ordinary user"];

/** An id without a passwd entry, as good an ordinary user as any. */
const SOMEBODY = 23_456;
const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * `lab-process.ts`, started by root or by an ordinary user. A clone in root's home is closed to others, so for them it is
 * mounted where everybody may look, in a mount namespace of the process's own.
 */
export class LabProcess {
  readonly child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(starter: Starter) {
    const direct = starter === "root" || process.getuid?.() !== 0;
    const argv = direct ? [process.execPath, `${ROOT}packages/dataplane/test/lab-process.ts`] : asSomebody();
    const [file, ...args] = argv as [string, ...string[]];
    this.child = spawn(file, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#lines = createInterface({ input: this.child.stdout! })[Symbol.asyncIterator]();
  }

  static async start(starter: Starter): Promise<LabProcess> {
    const lab = new LabProcess(starter);
    const first = await lab.#lines.next();
    if (first.value !== "ready")
      throw new Error(`the lab's process said ${JSON.stringify(first.value)} instead of ready`);
    return lab;
  }

  async run(on: "pod" | "node", ...command: readonly string[]): Promise<Ran> {
    this.child.stdin!.write(`${JSON.stringify({ on, command })}\n`);
    return JSON.parse(String((await this.#lines.next()).value)) as Ran;
  }

  async end(signal?: NodeJS.Signals): Promise<void> {
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    if (signal === undefined) this.child.stdin!.end();
    else this.child.kill(signal);
    await ended;
  }
}

function asSomebody(): readonly string[] {
  const node = relative(ROOT, process.execPath);
  const script = 'mount --bind "$1" /mnt && shift && exec "$@"';
  const drop = ["setpriv", "--reuid", String(SOMEBODY), "--regid", String(SOMEBODY), "--clear-groups"];
  const run = [
    node.startsWith("..") ? process.execPath : `/mnt/${node}`,
    "/mnt/packages/dataplane/test/lab-process.ts",
  ];
  return ["unshare", "--mount", "sh", "-c", script, "sh", ROOT, ...drop, ...run];
}

/** The network namespaces of a process and of everything below it, our own excepted. */
export function namespacesOf(pid: number): ReadonlySet<string> {
  const own = namespaceOf("self");
  const all = treeOf(pid).map((member) => namespaceOf(String(member)));
  return new Set(all.filter((namespace) => namespace !== own && namespace !== ""));
}

/** Names of the processes on this machine that are in one of these namespaces. */
export function processesIn(namespaces: ReadonlySet<string>): readonly string[] {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && namespaces.has(namespaceOf(name)));
  return pids.map((pid) => readOr(`/proc/${pid}/cmdline`).replaceAll("\0", " ").slice(0, 80).trim());
}

export function mounts(): string {
  return readOr("/proc/self/mounts");
}

/** Empty for a process that is gone, a zombie, or somebody else's. */
function namespaceOf(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/ns/net`);
  } catch {
    return "";
  }
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
