import { readlinkSync } from "node:fs";
import { processesOf } from "../lab-process.ts";

const KINDS = ["net", "user", "mnt", "pid"] as const;

/** How many namespaces of each kind a user's processes are in: one that nobody is in any more is gone with them. */
export function namespacesOf(uid: number): Readonly<Record<string, number>> {
  const pids = processesOf(uid);
  return Object.fromEntries(KINDS.map((kind) => [kind, new Set(pids.flatMap((pid) => linkOf(pid, kind))).size]));
}

function linkOf(pid: string, kind: string): string[] {
  try {
    return [readlinkSync(`/proc/${pid}/ns/${kind}`)];
  } catch {
    return []; // it ended between the two looks
  }
}
