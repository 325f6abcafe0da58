import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createKubeClient } from "../src/clients/kube.ts";
import { findProgram } from "../src/machine/find-program.ts";
import type { LabStatus } from "../src/status.ts";
import { labProcess, processesNaming, processesOf, type LabProcess } from "./lab-process.ts";

const RULE = "accept tcp 10.0.35.23/32 80";

test("from an empty account, each step stands on the one before, and one that comes too early ends", async () => {
  const lab = labProcess();
  try {
    expect((await lab.run("up", "--empty")).status).toBe(0);
    // prettier-ignore
    for (const [step, status] of [["1", 0], ["3", 1], ["2", 0], ["3", 0]] as const) {
      const ran = await lab.run("step", step);
      expect(ran.status, `step ${step}\n${ran.stdout}\n${ran.stderr}`).toBe(status);
    }
  } finally {
    await lab.dispose();
  }
});

describe("the drill, command by command", () => {
  let lab: LabProcess;
  beforeAll(async () => {
    lab = labProcess();
    const up = await lab.run("up");
    expect(up.stderr + up.stdout).toContain("./lab probe");
    expect(up.status).toBe(0);
  });
  afterAll(() => lab.dispose());

  test("status names both Pods at the playbook's addresses, on different nodes, behind one and the same group", async () => {
    const status = await lab.json<LabStatus>("status");
    expect(status.podA).toMatchObject({ ip: "10.0.35.23", node: "10.0.35.139" });
    expect(status.podB).toMatchObject({ ip: "10.0.35.150", node: "10.0.35.179", port: 80 });
    expect(status.podA!.securityGroups).toEqual(status.podB!.securityGroups);
    expect(status.podA!.securityGroups).toEqual([expect.stringMatching(/^sg-[a-z0-9]{8}$/)]);
    expect(status.podA!.eni).not.toBe(status.podB!.eni);
  });

  test("broken: the probe times out and the check says not yet", async () => {
    const probe = await lab.run("probe");
    expect(probe.status).toBe(1);
    expect(probe.stdout).toContain("28");
    const check = await lab.run("check");
    expect(check.status).toBe(1);
    expect(check.stdout).toContain("symptom.connects");
  });

  test("curl in Pod A, run by hand, ends with 28", async () => {
    const ran = await lab.run("exec", "podA", "--", "curl", "-sS", "--connect-timeout", "2", "http://10.0.35.150");
    expect(ran.status).toBe(28);
  });

  test("every step up to the fix ends as the guide says", async () => {
    for (const step of ["1", "2", "3", "4", "5"]) {
      const ran = await lab.run("step", step);
      expect(ran.status, `step ${step}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
    }
    // The fourth shows how it ends: what is said after it is no prediction.
    expect((await lab.run("answer", "predict", "28", "--lang", "en")).stdout).toContain("doesn't count");
  });

  test("on a machine with neither kubectl nor bash, awk and grep they end so as well", async () => {
    const bare = mkdtempSync(join(tmpdir(), "podpath-bare-"));
    for (const name of ["sh", "dirname"]) symlinkSync(findProgram(name, process.env["PATH"])!, join(bare, name));
    for (const step of ["1", "2", "3", "4", "5"]) {
      const ran = await lab.runWith({ env: { PATH: bare } }, "step", step);
      expect(ran.status, `step ${step}\n${ran.stdout}\n${ran.stderr}`).toBe(0);
      if (step === "3") expect(ran.stdout).toMatch(/^podA:my-deployment-\S+\tpod_ip:10\.0\.35\.23$/m);
    }
    rmSync(bare, { recursive: true });
  });

  test("the guide's lines paste in the desk, ./lab too, and go where the lab is", async () => {
    const lines = ["./lab status --json", "kubectl get pods -o name", 'echo "$PODPATH_CLOUD_ENDPOINT"', "ls", "exit 4"];
    const ran = await lab.runWith({ input: `${lines.join("\n")}\n` }, "desk");
    expect(ran.status).toBe(4);
    expect(ran.stdout).toContain('"scenario": "vpc-cni-pod-to-pod"');
    expect(ran.stdout).toContain("pod/my-deployment-");
    expect(ran.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/m);
    expect(ran.stdout).toContain("deployment.yaml");
  });

  test("the log pipeline of the original playbook prints the group", async () => {
    const { podB } = await lab.json<LabStatus>("status");
    const ran = await lab.run("step", "5");
    expect(ran.stdout).toContain(podB!.securityGroups[0]);
  });

  test("a second up changes nothing", async () => {
    const before = await lab.json<LabStatus>("status");
    const up = await lab.run("up");
    expect(up.status).toBe(0);
    expect(up.stderr).not.toMatch(/created|updated|replaced|deleted/);
    expect(await lab.json<LabStatus>("status")).toMatchObject({ podA: before.podA, podB: before.podB });
  });

  test("a malformed rule is a usage error that changes nothing", async () => {
    const ran = await lab.run("sg", "add", "podB", "ingress", "accept tcp 10.0.35.23/32 70000");
    expect(ran.status).toBe(2);
    expect(ran.stderr).toContain("70000");
  });

  test("the fix: one ingress rule, and the same curl answers", async () => {
    const add = await lab.run("sg", "add", "podB", "ingress", RULE);
    expect(add.status, add.stderr).toBe(0);
    const probe = await lab.run("probe");
    expect(probe.status, probe.stdout + probe.stderr).toBe(0);
    const check = await lab.run("check");
    expect(check.status, check.stdout).toBe(0);
  });

  test("a node that loses the replies is named, and no group is blamed", async () => {
    const node = (...words: readonly string[]) => lab.run("exec", "10.0.35.179", "--", "ip", "rule", ...words);
    const table = /from 10\.0\.35\.150 lookup (\d+)/.exec((await node()).stdout)![1]!;
    const rule = ["from", "10.0.35.150", "lookup", table, "priority", "1536"];
    expect((await node("del", ...rule)).status).toBe(0);
    const traced = await lab.json<{ loss: unknown }>("trace");
    expect(traced.loss).toMatchObject({ code: "after", nodeName: "10.0.35.179" });
    const diagnosed = await lab.run("diagnose", "--from", "podA", "--to", "podB", "--probe", "--yes", "--lang", "en");
    expect(diagnosed.status, diagnosed.stdout + diagnosed.stderr).toBe(1);
    expect(diagnosed.stdout).toMatch(/No security group dropped it.* routing of node 10\.0\.35\.179/);
    expect((await node("add", ...rule)).status).toBe(0);
    expect((await lab.run("trace")).status).toBe(0);
  });

  test("up after the fix keeps it, says so, and no longer tells of the symptom", async () => {
    const up = await lab.run("up");
    expect(up.stdout).toContain(`ingress +${RULE}`);
    expect(up.stdout).toContain("Pod A reaches Pod B");
    expect(up.stdout).toContain("./lab check");
    expect(up.stdout).not.toContain("Connection timed out");
    expect((await lab.run("probe")).status).toBe(0);
  });

  test("up lists a change of nec, which the Pulumi program knows nothing of", async () => {
    const { podB } = await lab.json<LabStatus>("status");
    await createKubeClient(readFileSync(`${lab.folder}/kubeconfig`, "utf8")).json({
      method: "PATCH",
      path: `/apis/networking.tke.cloud.tencent.com/v1/nodeeniconfigs/${podB!.node}`,
      contentType: "application/merge-patch+json",
      body: { spec: { securityGroups: [] } },
    });
    const up = await lab.run("up");
    expect(up.stdout).toContain(`${podB!.node} eth1 ${podB!.eni}: groups were ${podB!.securityGroups[0]}, are none`);
  });

  test("a supervisor killed with -9 is started again by the next command, with nothing lost", async () => {
    const { supervisor } = await lab.json<LabStatus>("status");
    process.kill(supervisor.pid, "SIGKILL");
    const probe = await lab.run("probe");
    expect(probe.status, probe.stdout + probe.stderr).toBe(0);
  });

  test("reset brings the fault back", async () => {
    expect((await lab.run("reset")).status).toBe(0);
    expect((await lab.run("probe")).status).toBe(1);
  });

  test("down leaves no process, and another down is no mistake", async () => {
    const down = await lab.run("down");
    expect(down.status).toBe(0);
    expect(processesNaming(lab.folder)).toEqual([]);
    expect(existsSync(`${lab.folder}/store.sqlite`)).toBe(false);
    expect((await lab.run("down")).status).toBe(0);
    const probe = await lab.run("probe");
    expect(probe.status).toBe(3);
    expect(probe.stderr).toContain("up");
  });
});

describe.each(["zh", "en"])("the whole story in one command, %s", (language) => {
  test("it ends as it should", async () => {
    const lab = labProcess();
    try {
      const ran = await lab.run("--lang", language, "run");
      expect(ran.status, ran.stdout + ran.stderr).toBe(0);
      expect(ran.stdout).toContain(language === "zh" ? "七、清理" : "7. Taking it down");
      expect(processesNaming(lab.folder)).toEqual([]);
    } finally {
      await lab.dispose();
    }
  });
});

describe.runIf(process.getuid?.() === 0)("started by an ordinary user", () => {
  test("the whole story, and no process of that user is left, in whatever namespace", async () => {
    // An id that nobody has: everything that runs as it is this lab's.
    const uid = 47_000 + (process.pid % 1000);
    const lab = labProcess({ uid });
    try {
      const ran = await lab.run("run");
      expect(ran.status, ran.stdout + ran.stderr).toBe(0);
    } finally {
      await lab.dispose();
    }
    await expect.poll(() => processesOf(uid), { timeout: 10_000 }).toEqual([]);
  });
});
