import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { DiagnosisJson } from "../../src/diagnose/diagnosis-json.ts";
import { DIAGNOSIS_SCHEMA } from "../../src/diagnose/diagnosis-schema.ts";
import { CALLS } from "../../src/real-cluster/policies.ts";
import { labProcess, type LabProcess, type Ran } from "../lab-process.ts";
import { buildSomebodysCluster, deployPods, startSandboxCloud, type SandboxCloud } from "../real/sandbox-cloud.ts";
import { mismatches } from "./matches-schema.ts";
import { refusingProxy } from "./proxy.ts";

/** Somebody's machine: a home with a kubeconfig and credentials, no lab. The cluster is the sandbox's, behind its two real APIs. */
interface Machine {
  readonly sandbox: SandboxCloud;
  readonly clusterId: string;
  readonly groupId: string;
  readonly home: string;
  readonly lab: LabProcess;
  readonly pods: Readonly<Record<"a" | "b", string>>;
  diagnose(...words: string[]): Promise<Ran>;
  json(...words: string[]): Promise<DiagnosisJson>;
  /** The same machine with other surroundings. */
  with(env: Record<string, string>): Pick<LabProcess, "run" | "json">;
}

async function machine({ port = "22" } = {}): Promise<Machine> {
  const sandbox = await startSandboxCloud();
  const { clusterId, groupId } = await buildSomebodysCluster(sandbox, { feature: "on" });
  await sandbox.cloud.call("vpc", "ModifySecurityGroupPolicies", {
    SecurityGroupId: groupId,
    SecurityGroupPolicySet: {
      Ingress: [{ Action: "ACCEPT", Protocol: "TCP", Port: port, CidrBlock: "0.0.0.0/0" }],
      Egress: [{ Action: "ACCEPT", Protocol: "ALL", Port: "ALL", CidrBlock: "0.0.0.0/0" }],
    },
  });
  const kube = sandbox.kube(clusterId);
  await deployPods(kube, ["a", "b"]);
  await sandbox.settled();
  const { pods } = sandbox.emulator.snapshot(sandbox.account.id);
  const podOf = (app: string) => pods.find(({ labels }) => labels["app"] === app)!.name;
  const home = mkdtempSync(join(tmpdir(), "podpath-home-"));
  mkdirSync(join(home, ".kube"));
  writeFileSync(join(home, ".kube", "config"), sandbox.emulator.kubeconfig(sandbox.account.id, clusterId, "grader"));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  const { secretId, secretKey } = sandbox.account.learner;
  const env = {
    HOME: home,
    PODPATH_LAB_DIR: join(home, "nowhere", ".lab"),
    KUBECONFIG: "",
    TENCENTCLOUD_SECRET_ID: secretId,
    TENCENTCLOUD_SECRET_KEY: secretKey,
    TENCENTCLOUD_REGION: "ap-guangzhou",
    PODPATH_CLOUD_ENDPOINT: sandbox.endpoint,
  };
  const lab = labProcess({ env });
  onTestFinished(() => lab.dispose());
  const between = ["--from", `default/${podOf("a")}`, "--to", `default/${podOf("b")}`];
  return {
    sandbox,
    clusterId,
    groupId,
    home,
    lab,
    pods: { a: podOf("a"), b: podOf("b") },
    diagnose: (...words) => lab.run("diagnose", ...between, ...words),
    json: (...words) => lab.json<DiagnosisJson>("diagnose", ...between, ...words),
    with: (more) => ({
      run: (...words) => lab.runWith({ env: more }, ...words),
      json: async <T>(...words: string[]) =>
        JSON.parse((await lab.runWith({ env: more }, ...words, "--json")).stdout) as T,
    }),
  };
}

const ended = ({ status, stdout, stderr }: Ran) => `${status}\n${stdout}\n${stderr}`;
const expectStatus = (ran: Ran, status: number) => expect(ran.status, ended(ran)).toBe(status);

test("from the time-out to the fix and past it, with a kubeconfig and credentials alone, changing nothing", async () => {
  const here = await machine();
  const { sandbox, home } = here;
  const before = new Set(sandbox.emulator.auditTrail(sandbox.account.id).map(({ requestId }) => requestId));
  const [html, markdown] = [join(home, "report.html"), join(home, "report.md")];
  const blocked = await here.diagnose("--lang", "en", "--html", html, "--markdown", markdown);
  expectStatus(blocked, 1);
  expect(blocked.stdout).toMatch(/✗ Blocked \(1 in the way/);
  expect(blocked.stdout).toContain(here.groupId);
  expect(readFileSync(html, "utf8")).toContain("<svg ");
  expect(readFileSync(markdown, "utf8")).toContain("## What is in the way");
  // Exactly the calls that the policy allows, and nothing but reading.
  const made = sandbox.emulator
    .auditTrail(sandbox.account.id)
    .filter(({ requestId }) => !before.has(requestId))
    .map(({ action }) => action);
  const cloudCalls = made.filter((action) => !action.startsWith("kube."));
  expect([...new Set(cloudCalls)].map((action) => action.replace(".", ":")).toSorted()).toEqual(
    CALLS.diagnose.toSorted(),
  );
  // Of the Kubernetes API the trail holds writes alone.
  expect(made.filter((action) => action.startsWith("kube."))).toEqual([]);

  const json = await here.json();
  expect(mismatches(DIAGNOSIS_SCHEMA, json)).toEqual([]);
  const [edit] = json.fix!.edits;
  const request = JSON.parse(/'(.*)'/.exec(edit!.tccli!)![1]!) as object;
  await sandbox.cloud.call("vpc", "CreateSecurityGroupPolicies", {
    SecurityGroupId: edit!.groupId,
    SecurityGroupPolicySet: request,
  });
  await sandbox.settled();
  const opened = await here.diagnose("--lang", "zh", "--probe", "--yes");
  expectStatus(opened, 0);
  expect(opened.stdout).toContain("✓ 通");
  expect(opened.stdout).toContain("连上了");
  expect(existsSync(join(home, "nowhere")), "no lab folder was made").toBe(false);
  // Applied a second time, it meets another version of the list and is refused.
  const again = sandbox.cloud.call("vpc", "CreateSecurityGroupPolicies", {
    SecurityGroupId: edit!.groupId,
    SecurityGroupPolicySet: request,
  });
  await expect(again).rejects.toMatchObject({ code: "UnsupportedOperation.VersionMismatch" });
});

test("a probe without a terminal must be agreed to, and a blocked one is silence", async () => {
  const here = await machine();
  const unasked = await here.diagnose("--probe", "--lang", "en");
  expectStatus(unasked, 2);
  expect(unasked.stderr).toMatch(/--yes/);
  const { probe, exitCode } = await here.json("--probe", "--yes");
  expect([probe?.outcome.kind, probe?.agrees, exitCode]).toEqual(["timed-out", true, 1]);
});

test("one call refused: a partial report that is not called open, and says which permission is missing", async () => {
  const here = await machine({ port: "80" });
  expect((await here.json()).verdict).toBe("open");
  for (const [action, doubt] of [
    ["DescribeSecurityGroupPolicies", "group-unread"],
    ["DescribeNetworkInterfaces", "interfaces-unread"],
    ["DescribeClusters", "interfaces-unread"],
  ] as const) {
    const { endpoint } = await refusingProxy(here.sandbox.endpoint, (name) =>
      name === action ? "AuthFailure.UnauthorizedOperation" : null,
    );
    const lab = here.with({ PODPATH_CLOUD_ENDPOINT: endpoint });
    const words = ["diagnose", "--from", here.pods.a, "--to", here.pods.b];
    const json = await lab.json<DiagnosisJson>(...words);
    expect([json.verdict, json.exitCode]).toEqual(["unknown", 1]);
    expect(json.doubts.map(({ code }) => code)).toContain(doubt);
    const ran = await lab.run(...words, "--lang", "en");
    expectStatus(ran, 1);
    expect(ran.stdout).toMatch(new RegExp(`${action}: AuthFailure.UnauthorizedOperation`));
  }
  // A refusal that doesn't bear upon this flow is told, and changes nothing.
  const { endpoint } = await refusingProxy(here.sandbox.endpoint, (name) =>
    name === "DescribeAddressTemplates" ? "UnauthorizedOperation" : null,
  );
  const json = await here
    .with({ PODPATH_CLOUD_ENDPOINT: endpoint })
    .json<DiagnosisJson>("diagnose", "--from", here.pods.a, "--to", here.pods.b);
  expect([json.verdict, json.refusedCalls.length]).toEqual(["open", 1]);
});

test("a cloud that is too busy is asked again, a bounded number of times", async () => {
  const here = await machine({ port: "80" });
  const words = ["diagnose", "--from", here.pods.a, "--to", here.pods.b];
  const busyAtFirst = await refusingProxy(here.sandbox.endpoint, (name, seen) =>
    name === "DescribeSubnets" && seen < 2 ? "RequestLimitExceeded" : null,
  );
  const patient = await here.with({ PODPATH_CLOUD_ENDPOINT: busyAtFirst.endpoint }).json<DiagnosisJson>(...words);
  expect([patient.verdict, patient.refusedCalls]).toEqual(["open", []]);
  expect(busyAtFirst.calls.filter((name) => name === "DescribeSubnets")).toHaveLength(3);
  const alwaysBusy = await refusingProxy(here.sandbox.endpoint, (name) =>
    name === "DescribeSecurityGroupPolicies" ? "RequestLimitExceeded.UinLimitExceeded" : null,
  );
  const given = await here.with({ PODPATH_CLOUD_ENDPOINT: alwaysBusy.endpoint }).json<DiagnosisJson>(...words);
  expect(given.verdict).toBe("unknown");
  expect(alwaysBusy.calls.filter((name) => name === "DescribeSecurityGroupPolicies")).toHaveLength(6);
});

test("what a user meets instead of an answer is said, with what to do", async () => {
  const here = await machine();
  const words = ["diagnose", "--from", `default/${here.pods.a}`, "--to", `default/${here.pods.b}`];
  const cases: readonly (readonly [string, Record<string, string>, readonly string[], number, RegExp])[] = [
    ["no kubeconfig", { HOME: join(here.home, "none") }, words, 3, /no kubeconfig.*\n→ .*--kubeconfig/],
    [
      "no credentials",
      { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "" },
      words,
      3,
      /No Tencent Cloud credentials.*\n→ .*tccli configure/,
    ],
    ["half of them", { TENCENTCLOUD_SECRET_ID: "" }, words, 3, /TENCENTCLOUD_SECRET_ID.*\n→ /],
    ["no region", { TENCENTCLOUD_REGION: "" }, words, 2, /No region.*\n→ .*--region/],
    ["another region", { TENCENTCLOUD_REGION: "ap-beijing" }, words, 3, /UnsupportedRegion.*\n→ .*--region/],
    [
      "no such cluster",
      {},
      [...words, "--cluster", "cls-00000000"],
      3,
      /no cluster cls-00000000 in region ap-guangzhou.*\n→/,
    ],
    [
      "credentials that are nobody's",
      { TENCENTCLOUD_SECRET_ID: "AKIDnobody" },
      words,
      3,
      /AuthFailure.*\n→ .*TENCENTCLOUD_SECRET_ID/,
    ],
    [
      "nobody at the endpoint",
      { PODPATH_CLOUD_ENDPOINT: "http://127.0.0.1:9" },
      words,
      3,
      /Could not reach 127\.0\.0\.1:9 .*\n→ .*proxy/,
    ],
    [
      "no such Pod",
      {},
      ["diagnose", "--from", "default/a", "--to", here.pods.b],
      2,
      new RegExp(`no Pod default/a.*\n→ Perhaps: default/${here.pods.a}`),
    ],
    [
      "another namespace",
      {},
      ["diagnose", "--from", `prod/${here.pods.a}`, "--to", here.pods.b],
      2,
      new RegExp(`Perhaps: default/${here.pods.a}`),
    ],
    ["no context of that name", {}, [...words, "--context", "prod"], 2, /no context “prod”.*\n→ It has: cls-/],
    ["a file that can't be written", {}, [...words, "--html", "/proc/nope/x.html"], 2, /can't be written.*\n→/],
    ["two files in one place", {}, [...words, "--html", "x", "--markdown", "./x"], 2, /the same place/],
    ["an empty kubeconfig", { KUBECONFIG: "/dev/null" }, words, 3, /kubeconfig \(\/dev\/null\)(?![^]*lab up)/],
    ["a profile that isn't there", {}, [...words, "--profile", "prod"], 2, /there is no \S+prod\.credential/],
    ["a Service", {}, ["diagnose", "--from", here.pods.a, "--to", "web.default.svc:80"], 2, /is a Service.*\n→/],
    ["a kind", {}, ["diagnose", "--from", here.pods.a, "--to", "deploy/web:80"], 2, /\n→ .*NAMESPACE\/POD/],
    ["a part that only a drill has", {}, ["diagnose", "--from", "podA", "--to", "podB:80"], 2, /a drill's.*\n→/],
    ["a port of ICMP", {}, [...words.slice(0, -1), "10.0.35.9:80", "--protocol", "icmp"], 2, /ICMP has no ports/],
    ["no port", {}, ["diagnose", "--from", here.pods.a, "--to", "10.0.35.99"], 2, /Which port/],
    ["ends that make no sense", {}, ["diagnose", "--from", "10.0.0.1", "--to", "Prod/X!"], 2, /--from takes a Pod/],
  ];
  for (const [name, env, line, status, said] of cases) {
    const ran = await here.with(env).run(...line, "--lang", "en");
    expect(ran.status, `${name}: ${ended(ran)}`).toBe(status);
    expect(ran.stderr, name).toMatch(said);
    const chinese = await here.with(env).run(...line, "--lang", "zh");
    expect(chinese.stderr, name).toMatch(/\p{Script=Han}/u);
  }
});

test("credentials of a tccli profile, and a kubeconfig that is named", async () => {
  const here = await machine({ port: "80" });
  const { secretId, secretKey } = here.sandbox.account.learner;
  mkdirSync(join(here.home, ".tccli"));
  writeFileSync(join(here.home, ".tccli", "work.credential"), JSON.stringify({ secretId, secretKey }));
  writeFileSync(join(here.home, ".tccli", "work.configure"), '{"_sys_param":{"region":"ap-guangzhou"}}');
  const file = join(here.home, "elsewhere.yaml");
  writeFileSync(file, readFileSync(join(here.home, ".kube", "config")));
  const env = { TENCENTCLOUD_SECRET_ID: "", TENCENTCLOUD_SECRET_KEY: "", TENCENTCLOUD_REGION: "", HOME: here.home };
  const ran = await here
    .with(env)
    .run(
      "diagnose",
      "--from",
      here.pods.a,
      "--to",
      here.pods.b,
      "--profile",
      "work",
      "--kubeconfig",
      file,
      "--lang",
      "en",
    );
  expectStatus(ran, 0);
  expect(ran.stdout).toContain("~/.tccli profile work");
});
