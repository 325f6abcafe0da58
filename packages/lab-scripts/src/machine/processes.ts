import { readdirSync, readFileSync } from "node:fs";

/** Whether a process is there and not just waiting for its parent to take note of its end. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Processes by their command line, since process ids are used again. Nothing is found where there is no /proc. */
export function processesWith(...words: readonly string[]): readonly number[] {
  return processIds().filter((pid) => {
    const line = commandLine(pid);
    return words.every((word) => line.includes(word)) && isAlive(pid);
  });
}

/** Whether this process has these words on its command line; where there is no /proc, whether it is there. */
export function isProcessWith(pid: number, ...words: readonly string[]): boolean {
  if (process.platform !== "linux") return isAlive(pid);
  const line = commandLine(pid);
  return words.every((word) => line.includes(word)) && isAlive(pid);
}

function processIds(): readonly number[] {
  try {
    return readdirSync("/proc").map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function commandLine(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

function isZombie(pid: number): boolean {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
