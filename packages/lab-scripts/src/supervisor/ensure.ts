import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { takeLock } from "../command-lock.ts";
import { LabError } from "../lab-error.ts";
import type { LabFolder } from "../lab-folder.ts";
import { childEnvironment } from "../machine/environment.ts";
import { isAlive, isProcessWith, processesWith } from "../machine/processes.ts";
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

const ENTRY = fileURLToPath(new URL("main.ts", import.meta.url));

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
  const record = readRecord(folder);
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
  if (!takeLock(folder, "supervisor.lock"))
    return waitFor("supervisor", START_TIMEOUT_MS, () => findSupervisor(folder));
  try {
    // One whose starter was killed may be half up: nobody has had an answer from it, and two must not share a store.
    await killSupervisors(folder);
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
  const record = readRecord(folder);
  const running = await findSupervisor(folder);
  if (record && running) {
    await running.control.stop();
    await waitFor("supervisor's end", STOP_TIMEOUT_MS, () =>
      isProcessWith(record.pid, ENTRY, folder.root) ? null : true,
    ).catch(() => null);
  }
  await killSupervisors(folder);
  folder.remove("supervisor.json");
}

/** Ends what hangs, or what no record leads to any more; the kernel takes its data plane along. */
async function killSupervisors(folder: LabFolder): Promise<void> {
  const pids = processesWith(ENTRY, folder.root);
  for (const pid of pids) process.kill(pid, "SIGKILL");
  for (const pid of pids) await waitFor("supervisor's end", STOP_TIMEOUT_MS, () => (isAlive(pid) ? null : true));
}

/** One that can't be read leads to nobody: the supervisor is found by its command line, or started anew. */
function readRecord(folder: LabFolder): SupervisorRecord | null {
  try {
    return folder.readJson("supervisor.json", isRecord) ?? null;
  } catch {
    return null;
  }
}

function start(folder: LabFolder, dataPlane: string): Promise<void> {
  const log = openSync(folder.path("supervisor.log"), "a", 0o600);
  const child = spawn(process.execPath, [...NODE_FLAGS, ENTRY, folder.root, dataPlane], {
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
      else if (note.error) settle(refused(folder, note.error));
    });
    child.on("error", (error) => settle(notStarted(folder, error.message)));
    child.on("exit", (status, signal) => settle(notStarted(folder, `it ended with ${signal ?? status}`)));
  });
}

function refused(folder: LabFolder, { code, detail }: { code: string; detail: string }): LabError {
  if (code === "store-damaged") {
    const text = message("store.damaged", { file: folder.path("store.sqlite"), reason: detail });
    return new LabError("StoreDamaged", text, message("folder.other-version.hint"));
  }
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

function isRecord(value: unknown): value is SupervisorRecord {
  const record = value as Partial<SupervisorRecord> | null;
  return typeof record?.url === "string" && typeof record.token === "string" && typeof record.pid === "number";
}
