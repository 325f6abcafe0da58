import { performance } from "node:perf_hooks";
import type { Snapshot } from "@podpath/access-path";
import { baseDrill, group } from "../test/base-drill.ts";
import { inPod, onNode, openLab, type TestLab } from "../test/lab.ts";

/** What the kernel data plane costs on this machine: `node packages/dataplane/bench/netns.ts`. */
const [podA] = baseDrill().pods;
const EVERYTHING_OUT = ["accept all 0.0.0.0/0", "accept all ::/0"];

let revision = 1;

interface Measured {
  readonly what: string;
  readonly milliseconds: readonly number[];
  readonly budget?: string;
}

const opened: TestLab[] = [];
const fromNothing = await measure("nothing → realised, base drill", 20, async () => {
  opened.push(await openLab(baseDrill()));
});
const closed = await measure("realised → nothing", opened.length, () => opened.pop()!.plane.close());

await using lab = await openLab(baseDrill());
print([
  { ...fromNothing, budget: "p50 ≤ 150" },
  closed,
  { ...(await measure("a rule in a group of 2 → obeyed", 300, ruleChange(2))), budget: "p99 ≤ 30" },
  await measure("a rule in a group of 100 → obeyed", 60, ruleChange(100)),
  await measure("counters, groups of 100", 50, () => lab.plane.counters()),
  await measure("a command in a Pod (true)", 100, () => lab.run(inPod(podA!), ["true"])),
  await measure("a command on a node (true)", 100, () => lab.run(onNode("10.0.35.139"), ["true"])),
  await measure("curl from Pod A to Pod B", 60, () => lab.curl(inPod(podA!), "10.0.35.150")),
  await measure("containers started again", 15, restart),
  await measure("a terminal → its first prompt", 30, prompt),
]);

async function measure(what: string, times: number, once: () => Promise<unknown>): Promise<Measured> {
  const milliseconds: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await once();
    milliseconds.push(performance.now() - start);
  }
  return { what, milliseconds };
}

/** Every call takes away or brings back the last rule, which lets Pod A reach Pod B. */
function ruleChange(rules: number): () => Promise<void> {
  const others = Array.from({ length: rules - 1 }, (_, i) => `accept tcp 10.9.${i}.0/24 22,80,8000-9000`);
  return () => {
    const last = revision % 2 === 0 ? ["accept tcp 10.0.35.23/32 80"] : ["accept tcp 10.0.35.23/32 22"];
    return lab.plane.realise(next({ securityGroups: [group("sg-drill001", [...others, ...last], EVERYTHING_OUT)] }));
  };
}

function restart(): Promise<void> {
  return lab.plane.realise(next({ pods: baseDrill().pods.map((pod) => ({ ...pod, incarnation: revision })) }));
}

function next(change: Partial<Snapshot>): Snapshot {
  return baseDrill({ ...change, revision: ++revision });
}

function prompt(): Promise<void> {
  return new Promise((resolve) => {
    const tty = { columns: 80, rows: 24 };
    const hear = (chunk: Uint8Array) => {
      if (!Buffer.from(chunk).includes("# ")) return;
      resolve();
      execution.kill();
    };
    const request = { target: inPod(podA!), command: ["sh"], stdin: true, tty };
    const execution = lab.plane.exec(request, { stdout: hear, stderr: hear });
  });
}

function print(measured: readonly Measured[]): void {
  console.log(`${"".padEnd(36)}${["n", "p50", "p99", "max"].map((name) => name.padStart(9)).join("")}   ms`);
  for (const { what, milliseconds, budget } of measured) {
    const sorted = milliseconds.toSorted((a, b) => a - b);
    const at = (fraction: number) => sorted[Math.min(sorted.length - 1, Math.floor(fraction * sorted.length))]!;
    const cells = [at(0.5), at(0.99), sorted.at(-1)!].map((value) => value.toFixed(1).padStart(9));
    console.log(
      `${what.padEnd(36)}${String(sorted.length).padStart(9)}${cells.join("")}${budget === undefined ? "" : `   budget ${budget}`}`,
    );
  }
}
