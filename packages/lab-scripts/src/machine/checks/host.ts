import { statSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import type { Context } from "../../context.ts";
import { findSupervisor } from "../../supervisor/ensure.ts";
import { listed, message } from "../../text/translate.ts";
import { bad, note, ok, type Finding } from "./finding.ts";

/** State, logs and compiled code of a lab, with room to spare. */
const NEEDED_BYTES = 100 * 1024 * 1024;

export function checkNode(): Finding {
  const platform = `${process.platform}-${process.arch}`;
  return ok("node", message("doctor.node-ok", { version: process.version, platform }));
}

export async function checkLoopback(): Promise<Finding> {
  const reason = await tryListening(0);
  return reason === null
    ? ok("loopback", message("doctor.loopback-ok"))
    : bad("loopback", message("doctor.loopback-bad", { reason }), message("doctor.loopback-fix"));
}

/** A lab that was ended takes its ports up again; somebody else may have them by now. */
export async function checkPorts({ folder }: Context): Promise<Finding | null> {
  const ports = folder.readJson("ports.json", (value): value is Record<string, number> => value !== null);
  if (!ports) return null;
  const numbers = Object.values(ports);
  if (await findSupervisor(folder)) return ok("ports", message("doctor.port-kept", { ports: listed(numbers) }));
  for (const port of numbers)
    if ((await tryListening(port)) !== null) return note("ports", message("doctor.port-taken", { port }));
  return ok("ports", message("doctor.port-kept", { ports: listed(numbers) }));
}

/** @returns why not, or null */
function tryListening(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(null)));
  });
}

export function checkProxy({ environment }: Context): Finding {
  const proxy = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"]
    .map((name) => environment[name])
    .find((value) => value !== undefined && value !== "");
  if (!proxy) return ok("proxy", message("doctor.proxy-none"));
  return ok("proxy", message("doctor.proxy-ok", { proxy: proxy.replace(/\/\/[^@/]*@/, "//") }));
}

export function checkLocale({ environment }: Context): Finding {
  if (process.platform === "win32") return ok("locale", message("doctor.locale-ok"));
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "C";
  return /utf-?8/i.test(locale)
    ? ok("locale", message("doctor.locale-ok"))
    : note("locale", message("doctor.locale-bad", { locale }), message("doctor.locale-fix"));
}

/** Without a network nobody can say what time it is; but before the clone was made it isn't. */
export function checkClock({ root }: Context): Finding {
  const now = new Date();
  return now < statSync(`${root}/package.json`).mtime
    ? bad("clock", message("doctor.clock-bad", { now: now.toISOString() }), message("doctor.clock-fix"))
    : ok("clock", message("doctor.clock-ok"));
}

export function checkDisk({ folder }: Context): Finding {
  const { bavail, bsize } = statfsSync(folder.root);
  const megabytes = (bytes: number): number => Math.floor(bytes / 1024 / 1024);
  const free = megabytes(bavail * bsize);
  return bavail * bsize >= NEEDED_BYTES
    ? ok("disk", message("doctor.disk-ok", { free }))
    : bad("disk", message("doctor.disk-bad", { free, needed: megabytes(NEEDED_BYTES) }), message("doctor.disk-fix"));
}

export function checkOwner({ folder }: Context): Finding {
  const uid = process.getuid?.();
  const owner = statSync(folder.root).uid;
  if (uid === undefined || uid === owner) return ok("owner", message("doctor.owner-ok", { folder: folder.root }));
  const text = message("doctor.owner-bad", { folder: folder.root, owner, uid });
  // Root may write everywhere, yet what it leaves there the owner can't.
  return uid === 0 ? note("owner", text, message("doctor.owner-fix")) : bad("owner", text, message("doctor.owner-fix"));
}
