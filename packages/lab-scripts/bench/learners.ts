/**
 * Further learners on the same machine, each with an account, a cluster and a network of its own, opened from one image; and
 * how soon packets obey a rule that is changed through the cloud API.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createNodeRuntime } from "@podpath/emulator/node";
import { deploy } from "../src/build.ts";
import { buildImage, openSandbox, type Sandbox } from "../src/grading/sandbox.ts";
import { openLabFolder, prepareLabFolder } from "../src/lab-folder.ts";
import { findActor, requireScenario } from "../src/lab.ts";
import { chooseDataPlane } from "../src/supervisor/choose-data-plane.ts";
import { print, quantile } from "./print.ts";

const LEARNERS = 5;
const CHANGES = 200;
const CONNECT_TIMEOUT_S = 1;

const scratch = mkdtempSync(join(tmpdir(), "podpath-bench-"));
const chosen = await chooseDataPlane("auto", { clock: createNodeRuntime(() => {}), log: () => {} });
if (chosen.kind === "unavailable") throw new Error(chosen.detail);
const plane = chosen.make;
const scenario = requireScenario("vpc-cni-pod-to-pod", null);
const image = await buildImage(scenario);
const sandboxes: Sandbox[] = [];
try {
  // The first pays for what every process pays once: it is not a further one.
  await openLearner(0);
  const before = memoryMegabytes();
  const opened: number[] = [];
  for (let i = 1; i <= LEARNERS; i++) opened.push(await openLearner(i));
  print(`a further learner, account → curl (${chosen.kind})`, `${quantile(opened, 0.5).toFixed(0)} ms`, "150 ms", "");
  print(
    "a further learner, memory",
    `${((memoryMegabytes() - before) / LEARNERS).toFixed(1)} MB`,
    "15 MB",
    "Educates 512 MB, containerlab 2 GB",
  );
  const { times, wrong } = await changeRules(sandboxes[0]!);
  print("rule change through the API → packets obey, p50", `${quantile(times, 0.5).toFixed(1)} ms`, "-", "");
  print(
    "rule change through the API → packets obey, p99",
    `${quantile(times, 0.99).toFixed(1)} ms`,
    "30 ms",
    `${CHANGES} changes, ${wrong} wrong verdicts after the answer`,
  );
} finally {
  for (const sandbox of sandboxes) await sandbox.close();
  rmSync(scratch, { recursive: true, force: true });
}

/** @returns milliseconds from the wish to the first curl's answer, which is a time-out: its own wait is left out */
async function openLearner(number: number): Promise<number> {
  const started = performance.now();
  const sandbox = await openSandbox(image, (id) => plane(`${id}-${number}`));
  sandboxes.push(sandbox);
  const folder = openLabFolder(join(scratch, String(number)));
  prepareLabFolder(folder);
  await deploy(sandbox.lab, folder);
  const asked = performance.now();
  const status = await curl(sandbox, 80);
  if (status !== 28) throw new Error(`the first curl ended with ${status}, and should have timed out`);
  const waited = chosen.kind === "kernel" ? CONNECT_TIMEOUT_S * 1000 : 0;
  return asked - started + (performance.now() - asked - waited);
}

async function curl({ lab }: Sandbox, port: number): Promise<number> {
  const kube = await lab.kube();
  const snapshot = await lab.snapshot();
  const { pod } = findActor(snapshot, scenario, "podA");
  const to = findActor(snapshot, scenario, "podB").pod.addresses[0]!;
  const where = { namespace: pod.namespace, name: pod.name, container: pod.containers[0]!.name };
  const words = [
    "curl",
    "-s",
    "-o",
    "/dev/null",
    "--connect-timeout",
    String(CONNECT_TIMEOUT_S),
    `http://${to}:${port}`,
  ];
  const result = await kube.exec(where, words, { stdout: () => {}, stderr: () => {} });
  return result.kind === "exited" ? result.status : -1;
}

/** Opens and shuts one rule in turn; the API answers when packets obey, and every tenth answer is put to the test. */
async function changeRules(sandbox: Sandbox): Promise<{ readonly times: readonly number[]; readonly wrong: number }> {
  const { lab } = sandbox;
  const SecurityGroupId = findActor(await lab.snapshot(), scenario, "podB").eni.securityGroups[0]!;
  const policy = { Protocol: "TCP", Port: "80", CidrBlock: "10.0.35.23/32", Action: "ACCEPT", PolicyIndex: 0 };
  const times: number[] = [];
  let wrong = 0;
  for (let i = 0; i < CHANGES; i++) {
    const opens = i % 2 === 0;
    const started = performance.now();
    if (opens)
      await lab.cloud.call("vpc", "CreateSecurityGroupPolicies", {
        SecurityGroupId,
        SecurityGroupPolicySet: { Ingress: [policy] },
      });
    else
      await lab.cloud.call("vpc", "DeleteSecurityGroupPolicies", {
        SecurityGroupId,
        SecurityGroupPolicySet: { Ingress: [{ PolicyIndex: 0 }] },
      });
    times.push(performance.now() - started);
    if (i % 20 < 2 && (await curl(sandbox, 80)) !== (opens ? 0 : 28)) wrong += 1;
  }
  return { times, wrong };
}

/** Of this process and everything below it, each page counted once. */
function memoryMegabytes(): number {
  const pids = [process.pid, ...descendants(process.pid)];
  return pids.reduce((sum, pid) => sum + proportionalKilobytes(pid), 0) / 1024;
}

function proportionalKilobytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function descendants(pid: number): readonly number[] {
  const children = readdirSync("/proc").filter(
    (name) => /^\d+$/.test(name) && statSync(`/proc/${name}`, { throwIfNoEntry: false }) && parentOf(name) === pid,
  );
  return children.map(Number).flatMap((child) => [child, ...descendants(child)]);
}

function parentOf(pid: string): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return -1;
  }
}
