/** The lab's budgets, each beside what it is held against and beside `node -e 0`, which says how fast this machine is today. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { labProcess } from "../test/lab-process.ts";
import type { LabStatus } from "../src/status.ts";
import { print, quantile } from "./print.ts";

const ROUNDS = 5;
const SUPERVISOR = fileURLToPath(new URL("../src/supervisor/main.ts", import.meta.url));

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: readonly number[]): number => quantile(values, 0.5);
const inMs = (ms: number): string => `${ms.toFixed(0)} ms`;

/** From the process's start to its word that it answers; as `ensureSupervisor` starts it. */
async function supervisorReady(): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "podpath-bench-"));
  const started = performance.now();
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", SUPERVISOR, folder, "auto"], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(child, "message");
  const ready = performance.now() - started;
  child.kill("SIGTERM");
  await once(child, "exit");
  rmSync(folder, { recursive: true, force: true });
  return ready;
}

const bare = median(
  await Promise.all(Array.from({ length: ROUNDS }, () => timed(async () => spawnSync(process.execPath, ["-e", "0"])))),
);
print("node -e 0 (this machine, today)", inMs(bare), "-", "");

const measured = {
  firstCurl: [] as number[],
  broken: [] as number[],
  fixed: [] as number[],
  probe: [] as number[],
  down: [] as number[],
};
let resident = 0;
for (let round = 0; round <= ROUNDS; round++) {
  const lab = labProcess();
  const curl = () =>
    lab.run("exec", "podA", "--", "curl", "-s", "-o", "/dev/null", "--connect-timeout", "1", "http://10.0.35.150");
  try {
    const up = await timed(() => lab.run("up"));
    const refused = await timed(curl);
    const broken = await timed(() => lab.run("check"));
    await lab.run("sg", "add", "podB", "ingress", "accept tcp 10.0.35.23/32 80");
    const probe = await timed(() => lab.run("probe"));
    const fixed = await timed(() => lab.run("check"));
    resident = (await lab.json<LabStatus>("status")).supervisor.residentBytes;
    const down = await timed(() => lab.run("down"));
    // The first round fills the compile cache, as a learner's `npm start` has.
    if (round === 0) continue;
    measured.firstCurl.push(up + refused - 1000);
    measured.broken.push(broken);
    measured.fixed.push(fixed);
    measured.probe.push(probe);
    measured.down.push(down);
  } finally {
    await lab.dispose();
  }
}
print(
  "lab up → first truthful curl (its 1 s left out)",
  inMs(median(measured.firstCurl)),
  "2000 ms",
  "k3d 20 s, kind 33 s to a first answering app",
);
print("lab probe, connected", inMs(median(measured.probe)), "-", "");
print(
  "lab check, broken",
  inMs(median(measured.broken)),
  "1500 ms",
  "illuminatio 18.7 s a case, Cyclonus ≥ 5 s a step",
);
print("lab check, fixed", inMs(median(measured.fixed)), "1500 ms", "");
print("lab down", inMs(median(measured.down)), "-", "");
const ready: number[] = [];
for (let round = 0; round <= ROUNDS; round++) ready.push(await supervisorReady());
print("supervisor ready", inMs(median(ready.slice(1))), "300 ms", "LocalStack ≈ 3.3 s");
print("supervisor resident", `${(resident / 2 ** 20).toFixed(0)} MB`, "100 MB", "LocalStack 143 MB");
