/** The supervisor's entry: holds the sandbox of one `.lab/`. Started by `ensureSupervisor`, ended by `lab down`. */
import { randomBytes } from "node:crypto";
import { flushCompileCache } from "node:module";
import { fileURLToPath } from "node:url";
import { createEmulator } from "@podpath/emulator";
import { createNodeRuntime, openSqliteStore, serve } from "@podpath/emulator/node";
import { openLabFolder, prepareLabFolder } from "../lab-folder.ts";
import { readSettings } from "../settings.ts";
import { chooseLanguage, localeOf } from "../text/language.ts";
import { chooseDataPlane } from "./choose-data-plane.ts";
import { serveControl } from "./control-server.ts";
import { isDataPlaneChoice, PROTOCOL_VERSION, type SupervisorRecord } from "./protocol.ts";

/** Nobody spoke to it for so long: it ends, and the next command starts it again from the store. */
const IDLE_EXIT_MS = 12 * 3600 * 1000;
const IDLE_LOOK_MS = 60_000;

const [root, choice] = process.argv.slice(2);
if (!root || !isDataPlaneChoice(choice)) throw new Error("usage: main.ts FOLDER auto|kernel|simulated");
const folder = openLabFolder(root);
prepareLabFolder(folder);
const startedAt = new Date().toISOString();
const runtime = createNodeRuntime((line) => console.log(`${new Date().toISOString()} ${line}`));

const chosen = await chooseDataPlane(choice, {
  clock: runtime,
  log: runtime.log,
  language: () => chooseLanguage(null, readSettings(folder).language, localeOf(process.env)),
});
if (chosen.kind === "unavailable") {
  await tell({ error: { code: chosen.code, detail: chosen.detail } });
  process.exitCode = 3;
} else {
  await run(chosen);
}

async function run(plane: Exclude<typeof chosen, { kind: "unavailable" }>): Promise<void> {
  const opened = await openAll(plane);
  if (opened === null) return;
  const { store, emulator } = opened;
  const previous = previousPorts();
  const servers = await serve(emulator, { host: "127.0.0.1", previous });
  let lastUse = Date.now();
  const token = randomBytes(24).toString("base64url");
  const control = await serveControl({
    emulator,
    folder,
    token,
    port: previous?.page ?? null,
    log: runtime.log,
    endpoints: servers.endpoints,
    site: fileURLToPath(new URL("../../../../apps/docs/build", import.meta.url)),
    hello: () => ({
      product: "podpath",
      protocol: PROTOCOL_VERSION,
      pid: process.pid,
      startedAt,
      dataPlane: { kind: plane.kind, why: plane.why, detail: plane.detail },
      residentBytes: process.memoryUsage.rss(),
    }),
    onUse: () => (lastUse = Date.now()),
    onStop: () => void stop(),
  });
  const idle = setInterval(() => {
    if (Date.now() - lastUse > IDLE_EXIT_MS) void stop();
  }, IDLE_LOOK_MS);
  let stopping = false;
  const stop = async (): Promise<void> => {
    if (stopping) return;
    stopping = true;
    clearInterval(idle);
    folder.remove("supervisor.json");
    await control.close();
    await servers.close();
    await emulator.close();
    store.close();
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
  const record: SupervisorRecord = { protocol: PROTOCOL_VERSION, pid: process.pid, url: control.url, token, startedAt };
  folder.writeJson("ports.json", {
    cloud: portOf(servers.endpoints.cloudUrl),
    kube: portOf(servers.endpoints.kubeUrl),
    page: portOf(control.url),
  });
  folder.writeJson("supervisor.json", record);
  await tell({ ready: true });
  flushCompileCache();
}

/** A database that can't be read is said as such: nothing else of the lab is lost or to blame. */
async function openAll(plane: Exclude<typeof chosen, { kind: "unavailable" }>) {
  try {
    const store = openSqliteStore(folder.path("store.sqlite"));
    return { store, emulator: createEmulator({ runtime, store, dataPlane: plane.make }) };
  } catch (error) {
    runtime.log(String((error as Error).stack));
    await tell({ error: { code: "store-damaged", detail: (error as Error).message } });
    process.exitCode = 3;
    return null;
  }
}

/** The command that started us may be gone already; that is no reason to end. */
function tell(note: object): Promise<void> {
  return new Promise((resolve) => {
    const send = process.connected ? process.send?.bind(process) : undefined;
    if (!send) return resolve();
    send(note, undefined, undefined, () => {
      if (process.connected) process.disconnect?.();
      resolve();
    });
  });
}

/** Ports are kept over restarts where they are still free, so that a learner's kubeconfig, and a page that is open, go on working. */
function previousPorts(): Ports | null {
  return folder.readJson("ports.json", isPorts) ?? null;
}

interface Ports {
  readonly cloud: number;
  readonly kube: number;
  /** Of the guide and the control API. */
  readonly page?: number;
}

function portOf(url: string): number {
  return Number(new URL(url).port);
}

function isPorts(value: unknown): value is Ports {
  const ports = value as Readonly<Record<keyof Ports, unknown>> | null;
  return [ports?.cloud, ports?.kube, ports?.page ?? 0].every((port) => typeof port === "number");
}
