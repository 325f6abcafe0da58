import { readFileSync } from "node:fs";

/** Host pids of a process's children, oldest first; empty if it is gone. */
export function childrenOf(pid: number): readonly number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

/** A process and everything below it, as host pids. */
export function treeOf(pid: number): readonly number[] {
  return [pid, ...childrenOf(pid).flatMap(treeOf)];
}

/** The pid by which a process is known in the lab's pid namespace, given the host's. */
export function labPidOf(hostPid: number): number {
  // NSpid lists the pid in each nested namespace, the reader's first; the lab is one below the host.
  const pids = /^NSpid:\s+(.*)$/m.exec(read(`/proc/${hostPid}/status`))?.[1]?.split(/\s+/) ?? [];
  return Number(pids[1] ?? Number.NaN);
}

/** PF_EXITING of the kernel's include/linux/sched.h. */
const EXITING = 0x4;

/** Is it on its way out, or gone? The init of a pid namespace is so until everything in there has ended. */
export function isExiting(hostPid: number): boolean {
  const stat = read(`/proc/${hostPid}/stat`);
  // After the name, which may hold anything, in parentheses: state, ppid, pgrp, session, tty, tpgid, flags.
  const flags = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[6];
  return flags === undefined || (Number(flags) & EXITING) !== 0;
}

/** The name of the program that a process runs now; empty if it is gone. */
export function programOf(hostPid: number): string {
  return read(`/proc/${hostPid}/comm`).trim();
}

/** Does anything in the process's network namespace accept TCP connections at this port? */
export function listensAt(hostPid: number, port: number): boolean {
  const local = new RegExp(
    `^ *\\d+: [0-9A-F]+:${port.toString(16).toUpperCase().padStart(4, "0")} [0-9A-F:]+ 0A `,
    "m",
  );
  return local.test(read(`/proc/${hostPid}/net/tcp`)) || local.test(read(`/proc/${hostPid}/net/tcp6`));
}

/** SIGKILL, also to what is gone already; to a whole process group if the number is negative. */
export function kill(hostPid: number): void {
  // 0, 1 and -1 would be ourselves, the machine's init, and everybody.
  if (!(Math.abs(hostPid) > 1)) return;
  try {
    process.kill(hostPid, "SIGKILL");
  } catch {
    // It is gone already.
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return "";
  }
}
