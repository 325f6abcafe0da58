import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LabError } from "../lab-error.ts";
import type { LabFolder } from "../lab-folder.ts";
import { childEnvironment } from "../machine/environment.ts";
import { message } from "../text/translate.ts";
import { waitFor } from "../wait-for.ts";
import { controlClient } from "./control-client.ts";
import {
  isDataPlaneChoice,
  PROTOCOL_VERSION,
  type ControlClient,
  type DataPlaneAsked,
  type Hello,
  type SupervisorRecord,
} from "./protocol.ts";

/** Budget 300 ms; this is when something is wrong, also on a loaded machine. */
const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 10_000;

/**
 * It waits most of the time: a small young generation costs it nothing and keeps 14 MB from staying resident. node:sqlite
 * announces itself as experimental at every start.
 */
const NODE_FLAGS = ["--max-semi-space-size=2", "--disable-warning=ExperimentalWarning"];

export interface Supervisor {
  readonly control: ControlClient;
  readonly hello: Hello;
}

/** The lab's supervisor if it runs and speaks our protocol. */
export async function findSupervisor(folder: LabFolder): Promise<Supervisor | null> {
  const record = folder.readJson("supervisor.json", isRecord);
  if (!record) return null;
  const control = controlClient(record);
  try {
    return { control, hello: await control.hello() };
  } catch {
    return null;
  }
}

/**
 * The lab's supervisor, started if there is none: detached, so that it outlives this command. Two commands at once start
 * one: the first takes the lock, the other waits for it.
 */
export async function ensureSupervisor(folder: LabFolder, asked: DataPlaneAsked): Promise<Supervisor> {
  const dataPlane = keptDataPlane(folder, asked);
  if (asked !== "auto") folder.writeJson("data-plane.json", { asked });
  const found = await findSupervisor(folder);
  if (found && found.hello.protocol === PROTOCOL_VERSION && suits(found.hello, asked)) return found;
  if (found) await stopSupervisor(folder);
  if (!takeLock(folder)) return waitFor("supervisor", START_TIMEOUT_MS, () => findSupervisor(folder));
  try {
    await start(folder, dataPlane);
  } finally {
    folder.remove("supervisor.lock");
  }
  const started = await findSupervisor(folder);
  if (!started) throw notStarted(folder, "it stopped right after its start");
  return started;
}

/** What was asked for once holds for this lab until something else is asked for, also when the supervisor is started again. */
export function keptDataPlane(folder: LabFolder, asked: DataPlaneAsked): DataPlaneAsked {
  return asked === "auto" ? (folder.readJson("data-plane.json", isKeptChoice)?.asked ?? "auto") : asked;
}

function isKeptChoice(value: unknown): value is { asked: DataPlaneAsked } {
  return isDataPlaneChoice((value as { asked?: unknown } | null)?.asked);
}

/** A running one carries packets in the other way than asked: it is started anew, and the lab realised from the store. */
function suits({ dataPlane }: Hello, asked: DataPlaneAsked): boolean {
  return asked === "auto" || asked === dataPlane.kind;
}

/** Ends it and waits until it is gone; nothing to do when there is none. */
export async function stopSupervisor(folder: LabFolder): Promise<void> {
  const record = folder.readJson("supervisor.json", isRecord);
  if (record) {
    const running = await findSupervisor(folder);
    if (running) await running.control.stop();
    // One that hangs is killed, which takes its data plane along; a process that merely got its number is left alone.
    else if (isOurs(record.pid, folder)) process.kill(record.pid, "SIGKILL");
    if (isOurs(record.pid, folder)) {
      await waitFor("supervisor's end", STOP_TIMEOUT_MS, () => (isAlive(record.pid) ? null : true));
    }
  }
  folder.remove("supervisor.json");
}

function takeLock(folder: LabFolder): boolean {
  const file = folder.path("supervisor.lock");
  try {
    writeFileSync(file, String(process.pid), { flag: "wx", mode: 0o600 });
    return true;
  } catch {
    const holder = Number(readFileSync(file, { encoding: "utf8", flag: "a+" }));
    if (holder > 0 && isAlive(holder)) return false;
    rmSync(file, { force: true });
    return takeLock(folder);
  }
}

function start(folder: LabFolder, dataPlane: string): Promise<void> {
  const log = openSync(folder.path("supervisor.log"), "a", 0o600);
  const entry = fileURLToPath(new URL("main.ts", import.meta.url));
  const child = spawn(process.execPath, [...NODE_FLAGS, entry, folder.root, dataPlane], {
    cwd: "/",
    detached: true,
    stdio: ["ignore", log, log, "ipc"],
    env: childEnvironment(process.env),
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => settle(notStarted(folder, `not ready after ${START_TIMEOUT_MS} ms`)),
      START_TIMEOUT_MS,
    );
    const settle = (error: Error | null): void => {
      clearTimeout(timer);
      child.removeAllListeners();
      if (child.connected) child.disconnect();
      child.unref();
      if (error) reject(error);
      else resolve();
    };
    child.on("message", (note: { ready?: boolean; error?: { code: string; detail: string } }) => {
      if (note.ready) settle(null);
      else if (note.error) settle(dataPlaneRefused(note.error));
    });
    child.on("error", (error) => settle(notStarted(folder, error.message)));
    child.on("exit", (status, signal) => settle(notStarted(folder, `it ended with ${signal ?? status}`)));
  });
}

function dataPlaneRefused({ code, detail }: { code: string; detail: string }): LabError {
  return new LabError(code, message("dataplane.unavailable", { detail }), message("dataplane.unavailable.hint"));
}

function notStarted(folder: LabFolder, reason: string): LabError {
  const log = folder.path("supervisor.log");
  return new LabError(
    "SupervisorNotStarted",
    message("supervisor.not-started", { reason }),
    message("supervisor.not-started.hint", { log }),
  );
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Whether this process is the supervisor of this lab: by its command line, since process ids are used again. */
function isOurs(pid: number, folder: LabFolder): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(folder.root) && isAlive(pid);
  } catch {
    return false;
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

function isRecord(value: unknown): value is SupervisorRecord {
  const record = value as Partial<SupervisorRecord> | null;
  return typeof record?.url === "string" && typeof record.token === "string" && typeof record.pid === "number";
}
