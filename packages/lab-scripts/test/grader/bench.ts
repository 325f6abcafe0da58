import { parseRule, type DataPlane, type Direction } from "@podpath/access-path";
import type { Answer, Grade, HintRead, Submission } from "@podpath/checker";
import { fromRule } from "@podpath/emulator";
import { expand, renderManifest, type Scenario } from "@podpath/scenarios";
import { applyManifest } from "../../src/clients/kube-apply.ts";
import type { KubeClient } from "../../src/clients/kube.ts";
import { checkLab } from "../../src/grading/check-lab.ts";
import { makeSubmission } from "../../src/grading/make-submission.ts";
import { regrade, type Regrade } from "../../src/grading/regrade.ts";
import { buildImage, callCloud, openSandbox, type Sandbox, type SandboxImage } from "../../src/grading/sandbox.ts";
import { findActor } from "../../src/lab.ts";
import { waitFor } from "../../src/wait-for.ts";

/** One learner at work: a drill that stands, and hands on both of its APIs. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly scenario: Scenario;
  readonly kube: KubeClient;
  /** Of the drill as it stood. */
  readonly a: ReturnType<typeof findActor>;
  readonly b: ReturnType<typeof findActor>;
  /** The group bound to the interface that is judged. */
  readonly group: string;
  /** What was said; tests add to it. */
  readonly answers: Answer[];
  /** What was read. */
  readonly hints: HintRead[];
  vpc<T = Record<string, unknown>>(action: string, request: object): Promise<T>;
  tke<T = Record<string, unknown>>(action: string, request: object): Promise<T>;
}

/** What a learner does. */
export type Work = (bench: Bench) => Promise<unknown>;

const PRODUCTS = { vpc: "2017-03-12", tke: "2018-05-25" } as const;

/** Opens a drill with its Pods up. */
export async function openBench(image: SandboxImage, dataPlane: (accountId: string) => DataPlane): Promise<Bench> {
  const sandbox = await openSandbox(image, dataPlane);
  const { lab, emulator, account } = sandbox;
  const { scenario } = lab;
  const kube = await lab.kube();
  const [nodeA, nodeB] = (await lab.snapshot()).nodes.map(({ name }) => name);
  await applyManifest(kube, renderManifest(scenario, { nodeA: nodeA!, nodeB: nodeB! }));
  const ready = async () => {
    const { pods } = await lab.snapshot();
    const { items } = await kube.json<{ items: { status?: { phase?: string } }[] }>({
      path: "/api/v1/namespaces/default/pods",
    });
    return pods.length === 2 && items.every((pod) => pod.status?.phase === "Running") ? true : null;
  };
  await waitFor("Pods", 20_000, ready);
  const snapshot = await lab.snapshot();
  const [a, b] = [findActor(snapshot, scenario, "podA"), findActor(snapshot, scenario, "podB")];
  const call =
    (product: keyof typeof PRODUCTS) =>
    async <T>(action: string, request: object) => {
      const answer = await callCloud(emulator, account, { product, version: PRODUCTS[product], action, request });
      await sandbox.settled();
      return answer as T;
    };
  const group = (scenario.needed.at === "podA" ? a : b).eni.securityGroups[0]!;
  return { sandbox, scenario, kube, a, b, group, answers: [], hints: [], vpc: call("vpc"), tke: call("tke") };
}

/** A rule as a learner types it, `{podA}` and its like filled in. */
export function ruleText({ a, b }: Bench, text: string): string {
  return expand(text, { podA: a.pod.addresses[0]!, podB: b.pod.addresses[0]!, nodeA: a.node.name, nodeB: b.node.name });
}

export const addRule =
  (
    text: string,
    where: { readonly direction?: Direction; readonly index?: number; readonly group?: string } = {},
  ): Work =>
  (bench) => {
    const { direction = bench.scenario.needed.direction, group = bench.group, index } = where;
    const policy = {
      ...fromRule(parseRule(ruleText(bench, text))),
      ...(index === undefined ? {} : { PolicyIndex: index }),
    };
    const set = { [direction === "ingress" ? "Ingress" : "Egress"]: [policy] };
    return bench.vpc("CreateSecurityGroupPolicies", { SecurityGroupId: group, SecurityGroupPolicySet: set });
  };

/** The reference solution, or that it is none. */
export const solve: Work = async (bench) => {
  if (bench.scenario.cause === "application") bench.answers.push({ kind: "diagnosis", blame: null });
  for (const { rule, direction, index } of bench.scenario.solution)
    await addRule(rule, { direction, ...(index === undefined ? {} : { index }) })(bench);
};

/** Reads the last hint: from then on reports name the hop. */
export const beTold: Work = async ({ hints }) => {
  hints.push({ layer: 3, afterDiagnosis: false });
};

export const all =
  (...works: readonly Work[]): Work =>
  async (bench) => {
    for (const work of works) await work(bench);
  };

export async function check(bench: Bench): Promise<Grade> {
  await bench.sandbox.settled();
  const { groupIds } = bench.sandbox.outputs;
  return (await checkLab(bench.sandbox.lab, { groupIds, answers: bench.answers, hints: bench.hints })).grade;
}

/** The last call that built the drill, and so what comes after it is the learner's. */
export function builtBy({ entries }: SandboxImage): string {
  const changes = entries.filter(({ key }) => key.startsWith("~audit/") && key.includes("/change/"));
  return (JSON.parse(changes.at(-1)!.json) as { requestId: string }).requestId;
}

export function submit(bench: Bench, image: SandboxImage, grade: Grade): Promise<Submission> {
  return makeSubmission(bench.sandbox.lab, {
    builtBy: builtBy(image),
    outputs: bench.sandbox.outputs,
    answers: bench.answers,
    hints: bench.hints,
    grade,
    learner: null,
    seed: null,
    versions: { podpath: "test", node: process.version, platform: process.platform, dataPlane: "test" },
    submittedAt: "2026-01-01T00:00:00.000Z",
  });
}

export interface Worked {
  readonly grade: Grade;
  readonly submission: Submission;
  readonly again: Regrade;
}

/** A learner works, checks and submits; somebody else, elsewhere, grades it again from the file alone. */
export async function workAndRegrade(
  scenario: Scenario,
  work: Work,
  dataPlane: (accountId: string) => DataPlane,
): Promise<Worked> {
  const image = await imageOf(scenario);
  const bench = await openBench(image, dataPlane);
  try {
    await work(bench);
    const grade = await check(bench);
    const submission = JSON.parse(JSON.stringify(await submit(bench, image, grade))) as Submission;
    return { grade, submission, again: await regrade(submission, await imageOf(scenario, "grader"), dataPlane) };
  } finally {
    await bench.sandbox.close();
  }
}

/** Statuses by check: what two grades of one state must share, whatever ids and addresses their sentences name. */
export function gist({ verdict, score, checks }: Grade): object {
  return { verdict, score, checks: Object.fromEntries(checks.map(({ id, status }) => [id, status])) };
}

const images = new Map<string, Promise<SandboxImage>>();

/**
 * Built once a file of tests.
 *
 * @param whose a learner's and a grader's have other ids for everything, as on two machines
 */
export function imageOf(scenario: Scenario, whose: "learner" | "grader" = "learner"): Promise<SandboxImage> {
  const key = JSON.stringify([whose, scenario.id, scenario.vpc, scenario.groups, scenario.podB]);
  const image = images.get(key) ?? buildImage(scenario);
  images.set(key, image);
  return image;
}
