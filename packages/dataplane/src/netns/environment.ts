import { delimiter } from "node:path";

/** What this package asks about its caller; nothing else of the environment is read. */
export function callerUid(): number {
  return process.getuid?.() ?? -1;
}

export function callerPath(): readonly string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((directory) => directory.startsWith("/"));
}
