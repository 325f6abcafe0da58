/** The lab's budgets, each beside what it is held against and beside `node -e 0`, which says how fast this machine is today. */
import { spawnSync } from "node:child_process";
import { labProcess } from "../test/lab-process.ts";
import type { LabStatus } from "../src/status.ts";

const ROUNDS = 5;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

function print(what: string, ms: number, budget: string, against: string): void {
  console.log(`${what.padEnd(46)} ${`${ms.toFixed(0)} ms`.padStart(9)}  budget ${budget.padEnd(9)} ${against}`);
}

const bare = median(
  await Promise.all(Array.from({ length: ROUNDS }, () => timed(async () => spawnSync(process.execPath, ["-e", "0"])))),
);
print("node -e 0 (this machine, today)", bare, "-", "");

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
  median(measured.firstCurl),
  "2000 ms",
  "k3d 20 s, kind 33 s to a first answering app",
);
print("lab probe, connected", median(measured.probe), "-", "");
print("lab check, broken", median(measured.broken), "1500 ms", "illuminatio 18.7 s a case, Cyclonus ≥ 5 s a step");
print("lab check, fixed", median(measured.fixed), "1500 ms", "");
print("lab down", median(measured.down), "-", "");
console.log(
  `${"supervisor resident".padEnd(46)} ${`${(resident / 2 ** 20).toFixed(0)} MB`.padStart(9)}  budget 100 MB    LocalStack 143 MB`,
);
