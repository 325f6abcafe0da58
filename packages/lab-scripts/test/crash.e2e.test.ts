import { readdirSync, readFileSync, statSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, expect, test } from "vitest";
import type { LabStatus } from "../src/status.ts";
import { labProcess, processesNaming } from "./lab-process.ts";

/** `npm test` samples; CI asks for the whole loop. */
const CRASHES = Number(process.env["PODPATH_CRASHES"] ?? 6);
const SEED = Number(process.env["PODPATH_CRASH_SEED"] ?? Date.now() % 100_000);
/** An id that nobody has, so that every process of it is the lab's. */
const UID = 46_000 + (process.pid % 1000);
/** Start from nothing again after so many crashes; in between, `up` finds what the last one left. */
const FRESH_EVERY = 5;
const TOLD_EVERY = 25;

const lab = labProcess({ uid: UID });
afterAll(() => lab.dispose());

/** Mulberry32: the same seed, the same crashes. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function processesOfOurs(): readonly string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      const isZombie = /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
      return /^\d+$/.test(pid) && statSync(`/proc/${pid}`).uid === UID && !isZombie;
    } catch {
      return false;
    }
  });
}

function supervisors(): readonly number[] {
  return processesNaming(lab.folder)
    .filter((line) => line.includes("supervisor/main.ts"))
    .map((line) => Number(line.split(" ")[0]));
}

/** Of all supervisors since the lab was last started from nothing; the end is what matters. */
function supervisorLog(): string {
  return readFileSync(`${lab.folder}/supervisor.log`, "utf8").slice(-4000);
}

function kill(pids: readonly number[]): void {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // it had ended by itself
    }
  }
}

const mounts = (): number => readFileSync("/proc/self/mounts", "utf8").split("\n").length;

test.runIf(process.getuid?.() === 0)(
  `killed with -9 at ${CRASHES} random points, up recovers and nothing leaks`,
  async () => {
    const next = random(SEED);
    const mountsBefore = mounts();
    // Kills fall anywhere in what an `up` from nothing takes, here and now.
    const started = performance.now();
    expect((await lab.run("up")).status).toBe(0);
    const longestMs = performance.now() - started;
    expect((await lab.run("down")).status).toBe(0);
    const killed = { command: 0, supervisor: 0, both: 0 };
    for (let i = 0; i < CRASHES; i++) {
      const victim = (["command", "supervisor", "both"] as const)[Math.floor(next() * 3)]!;
      const at = Math.floor(next() * longestMs);
      const command = lab.start(next() < 0.7 ? "up" : "reset");
      const ended = new Promise((resolve) => command.once("exit", resolve));
      await sleep(at);
      if (victim !== "supervisor") kill([command.pid!]);
      if (victim !== "command") kill(supervisors());
      await ended;
      killed[victim] += 1;
      const where = `seed ${SEED}, crash ${i}: ${victim} at ${at} ms`;
      const up = await lab.run("up");
      expect(up.status, `${where}\n${up.stderr}\n${supervisorLog()}`).toBe(0);
      await expect.poll(() => supervisors().length, { timeout: 10_000, message: where }).toBe(1);
      expect((await lab.json<LabStatus>("status")).podB?.ip, where).toBe("10.0.35.150");
      if ((i + 1) % FRESH_EVERY !== 0 && i + 1 < CRASHES) continue;
      expect((await lab.run("probe")).status, where).toBe(1);
      expect((await lab.run("down")).status, where).toBe(0);
      await expect.poll(processesOfOurs, { timeout: 10_000, message: where }).toEqual([]);
      if ((i + 1) % TOLD_EVERY === 0) console.log(`${i + 1} of ${CRASHES} crashes: all recovered, nothing left`);
    }
    expect(mounts()).toBe(mountsBefore);
    console.log(`crashes: ${CRASHES} (${JSON.stringify(killed)}), seed ${SEED}: all recovered, nothing left`);
  },
  60_000 + CRASHES * 60_000,
);
