import {
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { LabFile, LabFolder } from "./lab-folder.ts";
import { isAlive } from "./machine/processes.ts";
import type { Output } from "./output.ts";
import { message } from "./text/translate.ts";
import { waitFor } from "./wait-for.ts";

type Lock = Extract<LabFile, `${string}.lock`>;

/** Longer than any command that changes a lab, on a loaded machine. */
const WAIT_MS = 120_000;

/** Runs what changes a lab as a whole, after whoever is at that in another terminal. */
export async function withLabLock<T>(folder: LabFolder, output: Output, work: () => Promise<T>): Promise<T> {
  if (!takeLock(folder, "work.lock")) {
    output.progress(message("work.busy", { pid: holderOf(folder.path("work.lock")) ?? "?" }));
    await waitFor("work.lock", WAIT_MS, () => (takeLock(folder, "work.lock") ? true : null));
  }
  try {
    return await work();
  } finally {
    folder.remove("work.lock");
  }
}

/** Lets whoever changes the lab as a whole finish: a supervisor started meanwhile would be one of a lab that is going. */
export async function waitForOthers(folder: LabFolder, output: Output): Promise<void> {
  const holder = busyWith(folder);
  if (holder === null) return;
  output.progress(message("work.busy", { pid: holder }));
  await waitFor("work.lock", WAIT_MS, () => (busyWith(folder) === null ? true : null));
}

/** Who is at it, if that isn't this very command. */
function busyWith(folder: LabFolder): number | null {
  const holder = holderOf(folder.path("work.lock"));
  return holder !== null && holder !== process.pid && isAlive(holder) ? holder : null;
}

/** @returns whether it is ours now; one whose holder was killed is taken over */
export function takeLock(folder: LabFolder, name: Lock): boolean {
  const file = folder.path(name);
  const mine = `${file}.${process.pid}`;
  // Made whole beside and linked: nobody ever reads a lock without its holder.
  writeFileSync(mine, String(process.pid), { mode: 0o600 });
  try {
    return tryLink(mine, file) || (setAside(file, `${mine}.old`) && tryLink(mine, file));
  } finally {
    rmSync(mine, { force: true });
  }
}

/** What commands that were killed left behind: a start's lock, and files half written beside what they were to be. */
export function removeLeftovers(folder: LabFolder): void {
  if (!existsSync(folder.root)) return;
  if (takeLock(folder, "supervisor.lock")) folder.remove("supervisor.lock");
  for (const name of readdirSync(folder.root)) {
    const writer = WRITTEN_BESIDE.exec(name)?.groups?.["pid"];
    if (writer && !isAlive(Number(writer))) rmSync(join(folder.root, name), { force: true });
  }
}

/** A file of the lab while it is written, named by its writer: `lab.json.4711.new`, `work.lock.4711`, `work.lock.4711.old`. */
const WRITTEN_BESIDE = /^(?:kubeconfig|.+\.json|.+\.lock)\.(?<pid>\d+)(?:\.new|\.old)?$/;

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    if (code === "EEXIST") return false;
    if (!NO_LINKS.includes(code)) throw error;
    return tryCopy(from, to);
  }
}

/** What file systems without hard links answer. */
const NO_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"];

function tryCopy(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch {
    return false;
  }
}

/** Takes a dead holder's lock away. One that turns out to be somebody's new one is put back. */
function setAside(file: string, aside: string): boolean {
  const holder = holderOf(file);
  if (holder !== null && isAlive(holder)) return false;
  try {
    renameSync(file, aside);
  } catch {
    return false;
  }
  const taken = holderOf(aside);
  const stale = taken === null || !isAlive(taken);
  if (!stale) tryLink(aside, file);
  rmSync(aside, { force: true });
  return stale;
}

function holderOf(file: string): number | null {
  try {
    return Number(readFileSync(file, "utf8")) || null;
  } catch {
    return null;
  }
}
