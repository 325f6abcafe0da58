import type { DataPlane, SecurityGroup, Snapshot } from "@podpath/access-path";
import { parseRule } from "@podpath/access-path";
import { grade, type Evidence } from "@podpath/checker";
import { findScenario } from "@podpath/scenarios";
import { afterAll, expect, test } from "vitest";
import type { CloudClient } from "../../src/clients/cloud.ts";
import { makeBugReport } from "../../src/grading/bug-report.ts";
import { checkLab, type Checked } from "../../src/grading/check-lab.ts";
import { ownCalls } from "../../src/grading/make-submission.ts";
import { readAsGrader } from "../../src/grading/read-as-grader.ts";
import type { Lab } from "../../src/lab.ts";
import { builtBy, imageOf, openBench, ruleText, solve, type Bench, type Work } from "./bench.ts";
import { isKernelAble, kernelPlane } from "./kernel-plane.ts";

/**
 * A lab with a defect: packets obey another state than the APIs tell, or the APIs tell another than packets obey. Real packets,
 * real counters, real calls; the verdict must be that there is none.
 */

const LIMIT_MS = 60_000;
const able = await isKernelAble();
const scenario = findScenario("vpc-cni-pod-to-pod")!;
const ROOT = new URL("../../../..", import.meta.url).pathname;
let contradictions = 0;
afterAll(() =>
  console.log(`grader, on the kernel: ${contradictions} contradictions between witnesses, none is judged`),
);

type Edit = (group: SecurityGroup) => Pick<SecurityGroup, "ingress">;

/** A kernel that is given other rules than the account has. */
const givenOther =
  (edit: (bench: Bench) => Edit, on: { bench: Bench | null }) =>
  (accountId: string): DataPlane => {
    const real = kernelPlane(accountId);
    const falsified = (snapshot: Snapshot): Snapshot =>
      on.bench === null
        ? snapshot
        : {
            ...snapshot,
            securityGroups: snapshot.securityGroups.map((group) => ({ ...group, ...edit(on.bench!)(group) })),
          };
    return new Proxy(real, {
      get(target, name: keyof DataPlane) {
        if (name === "realise") return (snapshot: Snapshot) => target.realise(falsified(snapshot));
        const member: unknown = target[name];
        return typeof member === "function" ? (member.bind(target) as unknown) : member;
      },
    });
  };

const rule = (bench: Bench, text: string) => parseRule(ruleText(bench, text));
const nothing: Work = async () => {};
/** Any change makes the account be realised again, falsified this time. */
const remark: Work = ({ vpc, group }) =>
  vpc("ModifySecurityGroupAttribute", { SecurityGroupId: group, GroupName: "renamed" });

async function judge(bench: Bench, lab: Lab = bench.sandbox.lab): Promise<Checked> {
  await bench.sandbox.settled();
  return checkLab(lab, { groupIds: bench.sandbox.outputs.groupIds, answers: [], hints: [] });
}

function expectNoVerdict({ grade: given }: Checked): void {
  expect(given).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
  expect(given.checks.filter(({ status }) => status === "inconclusive").map(({ id }) => id)).toContain("witness.agree");
  contradictions += 1;
}

// prettier-ignore
const FABRICS: readonly (readonly [string, Work, (bench: Bench) => Edit])[] = [
  ["lets by what the model drops",      nothing, (bench) => ({ ingress }) => ({ ingress: [...ingress, rule(bench, "accept tcp {podA}/32 80")] })],
  ["lets everything by",                nothing, (bench) => () => ({ ingress: [rule(bench, "accept all 0.0.0.0/0 all")] })],
  ["drops what the model lets by",      solve,   () => ({ ingress }) => ({ ingress: ingress.slice(0, 1) })],
  ["drops it by a rule",                solve,   (bench) => ({ ingress }) => ({ ingress: [rule(bench, "drop tcp {podA}/32 80"), ...ingress] })],
  ["lets it by for another reason",     solve,   (bench) => ({ ingress }) => ({ ingress: [rule(bench, "accept tcp {podA}/32 80"), ...ingress] })],
];

test.runIf(able).each(FABRICS)("a fabric that %s", { timeout: LIMIT_MS }, async (_, work, edit) => {
  const on: { bench: Bench | null } = { bench: null };
  const bench = await openBench(await imageOf(scenario), givenOther(edit, on));
  try {
    await work(bench);
    expect((await judge(bench)).grade.verdict).toBe(work === solve ? "passed" : "not-yet");
    on.bench = bench;
    await remark(bench);
    expectNoVerdict(await judge(bench));
  } finally {
    await bench.sandbox.close();
  }
});

/** The same lab, with an API that answers one action otherwise. */
function answering({ sandbox }: Bench, action: string, edit: (answer: never) => unknown): Lab {
  const { lab, account, outputs } = sandbox;
  const readApis: Lab["readApis"] = async () => {
    const cloud: CloudClient = {
      call: async <T>(...[service, name, request]: Parameters<CloudClient["call"]>) => {
        const answer = await lab.cloud.call<T>(service, name, request);
        return name === action ? (edit(answer as never) as T) : answer;
      },
    };
    return readAsGrader({
      region: account.region,
      clusterId: outputs.clusterId,
      cloud,
      kube: await lab.kube("grader"),
    });
  };
  return { ...lab, readApis };
}

const refusal = Object.assign(new Error("not allowed"), { code: "UnauthorizedOperation", requestId: "r" });

// prettier-ignore
const APIS: readonly (readonly [string, string, (answer: never) => unknown])[] = [
  ["hides a rule",               "DescribeSecurityGroupPolicies", ({ SecurityGroupPolicySet: set }: { SecurityGroupPolicySet: { Ingress: object[] } }) => ({ SecurityGroupPolicySet: { ...set, Ingress: set.Ingress.slice(0, 1) } })],
  ["shows other groups as bound", "DescribeNetworkInterfaces",    ({ NetworkInterfaceSet: set, ...rest }: { NetworkInterfaceSet: object[] }) => ({ ...rest, NetworkInterfaceSet: set.map((one) => ({ ...one, GroupSet: [] })) })],
  ["shows the feature off",      "DescribeAddonValues",           (answer: { Values: string }) => ({ ...answer, Values: answer.Values.replace("true", "false") })],
  ["refuses to show the rules",  "DescribeSecurityGroupPolicies", () => { throw refusal; }],
];

test.runIf(able)("APIs that tell otherwise, and the report that it makes", { timeout: LIMIT_MS }, async () => {
  const image = await imageOf(scenario);
  const bench = await openBench(image, kernelPlane);
  try {
    await solve(bench);
    expect((await judge(bench)).grade.verdict).toBe("passed");
    for (const [, action, edit] of APIS) expectNoVerdict(await judge(bench, answering(bench, action, edit)));

    const [, action, edit] = APIS[0]!;
    const checked = await judge(bench, answering(bench, action, edit));
    const calls = () => ownCalls(bench.sandbox.emulator.auditTrail(bench.sandbox.account.id), builtBy(image));
    const defect = { scenario, seed: null, dataPlane: "kernel", ...checked, calls };
    const text = JSON.stringify(await makeBugReport(ROOT, defect, new Date(0)));
    const report = JSON.parse(text) as Awaited<ReturnType<typeof makeBugReport>>;
    expect(report).toMatchObject({ schema: "podpath.bug-report/1", scenario: scenario.id, callsMissing: null });
    expect(report.calls!.map((call) => call.api)).toContain("cloud");
    expect(report.differs.map(({ en }) => en).join("\n")).toMatch(/ingress: the APIs say –, the data plane tcp 80/);
    // Whoever has the report has the contradiction.
    expect(grade(scenario, report.evidence satisfies Evidence)).toMatchObject({ verdict: "inconclusive" });
    const { learner, grader } = bench.sandbox.account;
    for (const secret of [learner, grader].flatMap(({ secretId, secretKey }) => [secretId, secretKey]))
      expect(text).not.toContain(secret);
  } finally {
    await bench.sandbox.close();
  }
});
