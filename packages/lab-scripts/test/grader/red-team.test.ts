import {
  clean,
  parseSubmission,
  renderGrade,
  renderJUnit,
  renderMarkdown,
  SubmissionError,
  type Submission,
} from "@podpath/checker";
import { findScenario } from "@podpath/scenarios";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KubeApiError } from "../../src/clients/kube.ts";
import { LabError } from "../../src/lab-error.ts";
import { drillGroups } from "../../src/grading/drill-groups.ts";
import { regrade } from "../../src/grading/regrade.ts";
import { simulatedPlane, type SandboxImage } from "../../src/grading/sandbox.ts";
import {
  addRule,
  all,
  check,
  imageOf,
  openBench,
  solve,
  submit,
  workAndRegrade,
  type Bench,
  type Work,
} from "./bench.ts";
import { bindGroups } from "./mutants.ts";

/** Cheats by files and APIs. Those from inside Pods and nodes need the kernel: `red-team.kernel.test.ts`. */

const LIMIT_MS = 120_000;
const counts = { files: 0, apis: 0 };
afterAll(() =>
  console.log(`grader: ${counts.files} cheats by submission and ${counts.apis} by API, none passes, none crashes`),
);

const base = findScenario("vpc-cni-pod-to-pod")!;
let image: SandboxImage;
/** Nothing was mended. */
let broken: Submission;
/** Mended, as a classmate did. */
let solved: Submission;

beforeAll(async () => {
  image = await imageOf(base, "grader");
  broken = (await workAndRegrade(base, async () => {}, simulatedPlane)).submission;
  solved = (await workAndRegrade(base, solve, simulatedPlane)).submission;
}, LIMIT_MS);

const PASSED = () => ({ ...solved.preview });
const json = (value: unknown): string => JSON.stringify(value);
const call = (action: string, request: unknown, more: object = {}) => ({
  api: "cloud",
  product: "vpc",
  version: "2017-03-12",
  action,
  request,
  answer: null,
  ...more,
});
const write = (path: string, more: object = {}) => ({
  api: "kube",
  method: "POST",
  path,
  query: "",
  contentType: "application/json",
  body: "{}",
  ...more,
});
const withCalls = (...calls: readonly object[]): string =>
  json({ ...broken, preview: PASSED(), calls: [...broken.calls, ...calls] });
const deep = (levels: number): string => `${"[".repeat(levels)}${"]".repeat(levels)}`;

const deployment = (name: string, spec: object, container: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: { containers: [{ name: "c", image: "nginx:latest", ...container }] },
    },
    ...spec,
  },
});
/** Ten times ten times ten …: a few lines that would fill any memory. */
const LAUGHS = [
  "a0: &a0 [x, x, x, x, x, x, x, x, x, x]",
  ...Array.from({ length: 12 }, (_, n) => `a${n + 1}: &a${n + 1} [${Array(10).fill(`*a${n}`).join(", ")}]`),
].join("\n");
const DOUBLING = Array.from({ length: 60 }, (_, n) => ({
  op: "copy",
  from: "/metadata/annotations",
  path: `/metadata/annotations/a${n}`,
})).toSpliced(0, 0, { op: "add", path: "/metadata/annotations", value: { a: "x".repeat(1000) } } as never);

// prettier-ignore
const FILES: readonly (readonly [string, () => string])[] = [
  ["the preview says passed",             () => json({ ...broken, preview: PASSED() })],
  ["the verdict alone is edited",         () => json({ ...broken, preview: { ...broken.preview, verdict: "passed", exitCode: 0 } })],
  ["the score is edited",                 () => json({ ...broken, preview: { ...broken.preview, score: { earned: 100, outOf: 100 } } })],
  ["every check edited to pass",          () => json({ ...broken, preview: { ...broken.preview, checks: broken.preview.checks.map((one) => ({ ...one, status: "pass" })) } })],
  ["another drill's name",                () => json({ ...solved, scenario: "vpc-cni-nope" })],
  ["no calls at all",                     () => json({ ...solved, calls: [] })],
  ["the Deployments alone",               () => json({ ...solved, calls: solved.calls.filter(({ api }) => api === "kube") })],
  ["the fix without the Deployments",     () => json({ ...solved, calls: solved.calls.filter(({ api }) => api === "cloud") })],
  ["the fix, with other names for things", () => json({ ...solved, names: { ...solved.names, "group/deny-all-inbound": "sg-00000000" } })],
  ["names swapped",                       () => json({ ...solved, names: { ...solved.names, vpc: solved.names["group/deny-all-inbound"], "group/deny-all-inbound": solved.names["vpc"] } })],
  ["no names",                            () => json({ ...solved, names: {} })],
  ["a name that is a prototype's",        () => json({ ...solved, names: {} }).replace('"names":{}', '"names":{"__proto__":"sg-00000000","constructor":"sg-00000001"}')],
  ["a prototype in a request",            () => withCalls(call("CreateSecurityGroupPolicies", { a: 1 })).replace('{"a":1}', '{"__proto__":{"verdict":"passed"}}')],
  ["a call that reads",                   () => withCalls(call("DescribeSecurityGroups", {}))],
  ["a call of no service",                () => withCalls(call("CreateSecurityGroup", {}, { product: "nope" }))],
  ["a call of no version",                () => withCalls(call("CreateSecurityGroup", {}, { version: "1999-01-01" }))],
  ["a call that no one knows",            () => withCalls(call("PassTheCheck", {}))],
  ["a request that is a number",          () => withCalls(call("CreateSecurityGroupPolicies", 7))],
  ["a request that is a list",            () => withCalls(call("CreateSecurityGroupPolicies", [[["x"]]]))],
  ["a request that is nothing",           () => withCalls(call("CreateSecurityGroupPolicies", null))],
  ["a policy set that isn't one",         () => withCalls(call("ModifySecurityGroupPolicies", { SecurityGroupId: "sg-00000000", SecurityGroupPolicySet: "Version" }))],
  ["a policy set of a group unknown",     () => withCalls(call("ModifySecurityGroupPolicies", { SecurityGroupId: "sg-00000000", SecurityGroupPolicySet: { Version: "1" } }))],
  ["add-on values that aren't base64",    () => withCalls(call("UpdateAddon", { ClusterId: broken.names["cluster"], AddonName: "eniipamd", RawValues: "%%%" }, { product: "tke", version: "2018-05-25" }))],
  ["the cluster deleted",                 () => withCalls(call("DeleteCluster", { ClusterId: broken.names["cluster"], InstanceDeleteMode: "terminate" }, { product: "tke", version: "2018-05-25" }))],
  ["a path that climbs",                  () => withCalls(write("/api/v1/../../etc/passwd"))],
  ["a path of another API",               () => withCalls(write("/etc/passwd"))],
  ["a path to exec",                      () => withCalls(write("/api/v1/namespaces/default/pods/x/exec", { query: "command=curl" }))],
  ["a query with a line end",             () => withCalls(write("/api/v1/namespaces", { query: "a=b\r\nAuthorization: x" }))],
  ["a content type with a line end",      () => withCalls(write("/api/v1/namespaces", { contentType: "application/json\r\nx: y" }))],
  ["a body that isn't JSON",              () => withCalls(write("/api/v1/namespaces/default/pods", { body: "\u0000\u001b[31m" }))],
  ["a body that is a Pod no one can be",  () => withCalls(write("/api/v1/namespaces/default/pods", { body: json({ metadata: { name: "../x", labels: { app: "my-app2" } } }) }))],
  ["a body of aliases of aliases",        () => withCalls(write("/api/v1/namespaces/default/pods", { contentType: "application/yaml", body: LAUGHS }))],
  ["a patch that doubles itself",         () => withCalls(write(`/apis/apps/v1/namespaces/default/deployments/my-deployment2`, { method: "PATCH", contentType: "application/json-patch+json", body: json(DOUBLING) }))],
  ["a patch that moves into itself",      () => withCalls(write(`/apis/apps/v1/namespaces/default/deployments/my-deployment2`, { method: "PATCH", contentType: "application/json-patch+json", body: json([{ op: "move", from: "/spec", path: "/spec/template" }]) }))],
  ["a body nested without end",           () => withCalls(write("/api/v1/namespaces/default/pods", { body: deep(30_000) }))],
  ["a body with a prototype",             () => withCalls(write("/api/v1/namespaces/default/pods", { body: '{"__proto__":{"verdict":"passed"},"metadata":{"__proto__":{"name":"x"}}}' }))],
  ["ten thousand Pods",                   () => withCalls(write("/apis/apps/v1/namespaces/default/deployments", { body: json(deployment("many", { replicas: 10_000 })) }))],
  ["Pods that end and end",               () => withCalls(write("/apis/apps/v1/namespaces/default/deployments", { body: json(deployment("loop", {}, { command: ["false"] })) }))],
  ["rules without end",                   () => withCalls(call("CreateSecurityGroupPolicies", { SecurityGroupId: broken.names["group/deny-all-inbound"], SecurityGroupPolicySet: { Ingress: Array.from({ length: 1000 }, (_, port) => ({ Protocol: "TCP", Port: String(port + 1), CidrBlock: "1.1.1.1", Action: "ACCEPT" })) } }))],
  ["the group's own deletion",            () => withCalls(call("DeleteSecurityGroup", { SecurityGroupId: broken.names["group/deny-all-inbound"] }))],
  ["a hint that was never read",          () => json({ ...broken, preview: PASSED(), hints: [{ layer: 9, afterDiagnosis: true }] })],
  ["an id that is a pattern",             () => json({ ...broken, preview: PASSED(), names: { ...broken.names, "group/deny-all-inbound": "$&$1.*" } })],
  ["the same calls a hundred times",      () => withCalls(...Array.from({ length: 100 }, () => broken.calls).flat())],
  ["a method of no API",                  () => withCalls(write("/api/v1/namespaces", { method: "EXEC" }))],
  ["too many calls",                      () => withCalls(...Array.from({ length: 2001 }, () => call("DescribeVpcs", {})))],
  ["a call too long",                     () => withCalls(call("CreateSecurityGroup", { GroupName: "x".repeat(80_000) }))],
  ["a request nested without end",        () => withCalls(call("CreateSecurityGroup", "NEST")).replace('"NEST"', deep(20_000))],
  ["nested without end",                  () => deep(1_000_000)],
  ["a file too long",                     () => json({ ...broken, learner: "x".repeat(5_000_000) })],
  ["not JSON",                            () => "passed\n"],
  ["nothing",                             () => ""],
  ["a list",                              () => "[]"],
  ["null",                                () => "null"],
  ["another schema",                      () => json({ ...solved, schema: "podpath.submission/2" })],
  ["a field of its own",                  () => json({ ...solved, trusted: true })],
  ["a check of its own",                  () => json({ ...broken, preview: { ...broken.preview, checks: [{ ...broken.preview.checks[0], id: "all.passed" }] } })],
  ["a seed that isn't one",               () => json({ ...solved, seed: -1 })],
  ["a date that isn't one",               () => json({ ...solved, submittedAt: "yesterday" })],
  ["a rule index below nothing",          () => json({ ...solved, answers: [{ kind: "diagnosis", blame: { eniId: "e", direction: "ingress", groupId: "g", rule: -1 } }] })],
  ["too many answers",                    () => json({ ...solved, answers: Array.from({ length: 101 }, () => ({ kind: "prediction", outcome: "refused", late: false })) })],
];

test.each(FILES)("submission: %s", { timeout: LIMIT_MS }, async (_, forge) => {
  counts.files += 1;
  let submission: Submission;
  try {
    submission = parseSubmission(forge());
  } catch (error) {
    expect(error).toBeInstanceOf(SubmissionError);
    return;
  }
  if (findScenario(submission.scenario, submission.seed) === undefined) return;
  const again = await regrade(submission, image, simulatedPlane);
  expect(again.verdict).not.toBe("passed");
  expect(({} as { verdict?: string }).verdict).toBeUndefined();
});

test("a file of before hints were noted is read all the same", () => {
  const { hints: _, preview, ...old } = solved;
  const { hints: _none, ...diagnosis } = preview.diagnosis!;
  const read = parseSubmission(json({ ...old, preview: { ...preview, diagnosis } }));
  expect([read.hints, read.preview.diagnosis!.hints]).toEqual([[], { read: [], cost: 0 }]);
});

test("a classmate's solution to another seed is none", { timeout: LIMIT_MS }, async () => {
  const other = findScenario(base.id, 3)!;
  const again = await regrade({ ...solved, seed: 3 }, await imageOf(other), simulatedPlane);
  expect(again.verdict).not.toBe("passed");
  counts.files += 1;
});

test("an edited state file doesn't name the drill's groups", async () => {
  const bench = await openBench(await imageOf(base), simulatedPlane);
  const trail = bench.sandbox.emulator.auditTrail(bench.sandbox.account.id);
  expect(drillGroups(base, trail, { "deny-all-inbound": "sg-mine0000" })).toEqual(bench.sandbox.outputs.groupIds);
  await bench.sandbox.close();
  counts.files += 1;
});

const bare =
  (name: string, app: string, node: "a" | "b", more: object = {}): Work =>
  async (bench) => {
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { name, labels: { app } },
      spec: {
        nodeName: bench[node].node.name,
        containers: [
          {
            name: app === "my-app1" ? "nginx" : "nginx2",
            image: "nginx:latest",
            ports: [{ containerPort: 80 }],
            ...more,
          },
        ],
      },
    };
    await bench.kube.json({ method: "POST", path: "/api/v1/namespaces/default/pods", body: pod });
    await bench.sandbox.settled();
    await new Promise((resolve) => setTimeout(resolve, 50));
  };
const ESCAPES = "\u001b[2J\u001b]0;passed\u0007\u202e";
const describedBy =
  (PolicyDescription: string): Work =>
  ({ vpc, group }: Bench) =>
    vpc("CreateSecurityGroupPolicies", {
      SecurityGroupId: group,
      SecurityGroupPolicySet: {
        Ingress: [{ Protocol: "TCP", Port: "80", CidrBlock: "0.0.0.0/0", Action: "ACCEPT", PolicyDescription }],
      },
    });

// prettier-ignore
const APIS: readonly (readonly [string, Work])[] = [
  ["another Pod A beside Pod B",                bare("aaa", "my-app1", "b")],
  ["another Pod B beside Pod A",                bare("aaa", "my-app2", "a")],
  ["both again, on one node",                   all(bare("aaa", "my-app1", "b"), bare("aab", "my-app2", "b"))],
  ["the two change places",                     all(bare("aaa", "my-app1", "b"), bare("aaa2", "my-app2", "a"))],
  ["another Pod A on the node's own network",   async (bench) => { await bench.kube.json({ method: "POST", path: "/api/v1/namespaces/default/pods", body: { metadata: { name: "aaa", labels: { app: "my-app1" } }, spec: { hostNetwork: true, containers: [{ name: "nginx", image: "nginx:latest" }] } } }); }],
  ["another Pod B that runs something else",    bare("aaa", "my-app2", "b", { command: ["sleep", "100000"] })],
  ["a description that clears the screen",      async (bench) => { await describedBy(ESCAPES)(bench).catch(() => {}); }],
  ["a description without end",                 async (bench) => { await describedBy("x".repeat(5000))(bench).catch(() => {}); }],
  ["a group named like a verdict",              async (bench) => { await bench.vpc("ModifySecurityGroupAttribute", { SecurityGroupId: bench.group, GroupName: "passed 100/100" }); }],
  ["a hundred rules that do nothing",           all(...Array.from({ length: 98 }, (_, index) => addRule(`accept udp 198.51.100.${index}/32 ${index + 1000}`)))],
  ["the same groups in another order, twice",   async (bench) => { await bindGroups(bench, "b", [bench.group]); await bindGroups(bench, "b", []); }],
  ["unbound through the cloud's own API",       async (bench) => { await bench.vpc("DisassociateNetworkInterfaceSecurityGroups", { NetworkInterfaceIds: [bench.b.eni.id], SecurityGroupIds: [bench.group] }).catch(() => {}); }],
  ["a rule for a group of no members",          async (bench) => { const made = await bench.vpc<{ SecurityGroup: { SecurityGroupId: string } }>("CreateSecurityGroup", { GroupName: "none", GroupDescription: "" }); await addRule(`accept tcp ${made.SecurityGroup.SecurityGroupId} 80`)(bench); }],
  ["Pod A's label taken away",                  async (bench) => { await bench.kube.json({ method: "PATCH", path: `/api/v1/namespaces/default/pods/${bench.a.pod.name}`, contentType: "application/merge-patch+json", body: { metadata: { labels: { app: "else" } } } }); }],
  ["the namespace's Pods all deleted",          async (bench) => { await bench.kube.text({ method: "DELETE", path: "/apis/apps/v1/namespaces/default/deployments" }).catch(() => ""); }],
];

describe("by API", () => {
  test.each(APIS)("%s", { timeout: LIMIT_MS }, async (_, work) => {
    counts.apis += 1;
    const bench = await openBench(await imageOf(base), simulatedPlane);
    try {
      await work(bench);
      const grade = await check(bench);
      expect(grade.verdict).not.toBe("passed");
      const told = [
        renderGrade(grade, "zh"),
        renderGrade(grade, "en"),
        renderMarkdown(grade, "zh"),
        renderJUnit([{ name: ESCAPES, grade }]),
      ].join("\n");
      // eslint-disable-next-line no-control-regex -- that is what must not be in it
      expect(told).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]/);
      const again = await regrade(
        parseSubmission(JSON.stringify(await submit(bench, await imageOf(base), grade))),
        image,
        simulatedPlane,
      );
      expect(again.verdict).not.toBe("passed");
    } finally {
      await bench.sandbox.close();
    }
  });

  test("a rule that comes and goes while it is looked at", { timeout: LIMIT_MS }, async () => {
    counts.apis += 1;
    const bench = await openBench(await imageOf(base), simulatedPlane);
    const racing = { on: true };
    const race = (async () => {
      while (racing.on) {
        await addRule("accept all 0.0.0.0/0 all", { index: 0 })(bench);
        await bench.vpc("DeleteSecurityGroupPolicies", {
          SecurityGroupId: bench.group,
          SecurityGroupPolicySet: { Ingress: [{ PolicyIndex: 0 }] },
        });
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    })();
    try {
      const seen = await check(bench).catch((error: unknown) => error);
      if (seen instanceof LabError) expect(seen.code).toBe("StillChanging");
      else expect(seen).toMatchObject({ verdict: expect.not.stringMatching(/^passed$/) as string });
    } finally {
      racing.on = false;
      await race;
      await bench.sandbox.close();
    }
  });

  test("the grader's identities can't change anything", { timeout: LIMIT_MS }, async () => {
    counts.apis += 1;
    const bench = await openBench(await imageOf(base), simulatedPlane);
    const grader = await bench.sandbox.lab.kube("grader");
    const refusal = grader.json({ method: "DELETE", path: `/api/v1/namespaces/default/pods/${bench.a.pod.name}` });
    await expect(refusal).rejects.toMatchObject({ name: "KubeApiError", status: 403 } satisfies Partial<KubeApiError>);
    await bench.sandbox.close();
  });
});

test("what is cleaned can't be obeyed by a terminal", () => expect(clean(ESCAPES)).not.toContain("\u001b"));
