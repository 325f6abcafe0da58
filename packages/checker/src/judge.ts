import type { Scenario, Text } from "@podpath/scenarios";
import { refused, saidSo } from "./checks/control.ts";
import { differentNodes, featureOn, groupsBound, podsUnchanged } from "./checks/cause.ts";
import { nothingLost, requiredAllowed, withinTolerated } from "./checks/least-privilege.ts";
import { stillBlocked } from "./checks/still-blocked.ts";
import { survivesReschedule } from "./checks/survives-reschedule.ts";
import { connects } from "./checks/symptom.ts";
import { witnessesAgree } from "./checks/witness.ts";
import { findCollateral } from "./collateral.ts";
import { compare } from "./compare.ts";
import { scoreDiagnosis } from "./diagnosis.ts";
import type { Evidence } from "./evidence.ts";
import { CHECK_IDS } from "./grade.ts";
import type { Check, CheckId, Grade, Witness } from "./grade.ts";
import { say } from "./judgement.ts";
import type { Case, Judgement } from "./judgement.ts";
import { flowTo, isPeopled, makeWorld } from "./world.ts";

interface CheckSpec {
  readonly title: Text;
  readonly judge: (the: Case) => Judgement;
}

/** Every check there is; which of them a drill wants, and what they are worth, is the scenario's data. */
const CHECKS: Readonly<Record<CheckId, CheckSpec>> = {
  "control.said-so": { title: say("结论正确", "the conclusion is right"), judge: saidSo },
  "symptom.connects": { title: say("Pod A 能访问 Pod B", "Pod A reaches Pod B"), judge: connects },
  "symptom.refused": { title: say("应用没有被动过", "the application was left alone"), judge: refused },
  "symptom.survives-reschedule": {
    title: say("Pod 重建后仍然能通", "it outlives the Pod's address"),
    judge: survivesReschedule,
  },
  "cause.feature-on": {
    title: say("安全组能力没有被关掉", "the security-group feature is still on"),
    judge: featureOn,
  },
  "cause.groups-bound": { title: say("安全组没有被解绑", "the groups are still bound"), judge: groupsBound },
  "cause.pods-unchanged": { title: say("Pod 没有被换掉", "the Pods are the drill's own"), judge: podsUnchanged },
  "cause.different-nodes": { title: say("仍是跨节点访问", "it is still node to node"), judge: differentNodes },
  "least-privilege.required": { title: say("该通的都通", "what is needed is open"), judge: requiredAllowed },
  "least-privilege.within-tolerated": { title: say("没有多放", "nothing more is open"), judge: withinTolerated },
  "least-privilege.nothing-lost": {
    title: say("没有误伤原有访问", "nothing that worked was lost"),
    judge: nothingLost,
  },
  "deny.still-blocked": { title: say("该拦的仍拦着", "what must be blocked still is"), judge: stillBlocked },
  "witness.agree": { title: say("证据互相吻合", "the evidence agrees"), judge: witnessesAgree },
};

export interface GradeOptions {
  /**
   * May the report name the hop and the rule that drop? Not before the learner has answered or been told (`mayBeTold`): it would
   * give the diagnosis away. Verdict and score never depend on it, but `least-privilege.required` is skipped until something connects.
   */
  readonly reveal?: boolean;
}

/** Compare what is with what the scenario expects. Same evidence, same grade. */
export function grade(scenario: Scenario, evidence: Evidence, { reveal = false }: GradeOptions = {}): Grade {
  const the = makeCase(scenario, evidence, reveal);
  const { points } = scenario.grading;
  const judged = CHECK_IDS.filter((id) => Object.hasOwn(points, id)).map((id) => {
    const { title, judge } = CHECKS[id];
    return { id, title, points: points[id]!, details: [], ...judge(the) };
  });
  const works = judged[0]?.status === "pass";
  const checks = judged.map((check): Check => ({
    ...check,
    earned: works && check.status === "pass" ? check.points : 0,
  }));
  const verdict = verdictOf(checks);
  return {
    scenario: scenario.id,
    verdict,
    exitCode: EXIT_CODES[verdict],
    score: {
      earned: sum(checks.map(({ earned }) => earned)),
      outOf: works ? sum(checks.filter(counts).map((check) => check.points)) : 100,
    },
    witnesses: WITNESSES[evidence.dataPlane],
    checks,
    collateral: findCollateral(the.world),
    diagnosis: isPeopled(the.world) ? scoreDiagnosis(the.world, evidence.groupIds, evidence) : null,
    revealed: reveal,
  };
}

const EXIT_CODES = { passed: 0, "not-yet": 1, inconclusive: 3 } as const;

const WITNESSES: Readonly<Record<Evidence["dataPlane"], readonly Witness[]>> = {
  kernel: ["model", "packets", "counters", "apis"],
  simulated: ["model"],
  cloud: ["model", "packets"],
};

function makeCase(scenario: Scenario, evidence: Evidence, reveal: boolean): Case {
  const world = makeWorld(scenario, evidence.snapshot);
  const probe: Case["probe"] = (id) => evidence.probes.find((result) => result.id === id);
  const comparison: Case["comparison"] = (id) => {
    const result = probe(id);
    if (result === undefined || !isPeopled(world)) return undefined;
    return compare(world.snapshot, flowTo(world, result.observation.to.port), result);
  };
  const compared = comparison("symptom");
  const works =
    probe("symptom")?.seenByTarget === true && compared?.kind !== "endpoint" && compared?.path.route === "cross-node";
  return { world, evidence, reveal, probe, comparison, works };
}

/** Contradicting evidence outweighs everything: neither a pass nor a fail is to be trusted then. */
function verdictOf(checks: readonly Check[]): Grade["verdict"] {
  if (checks.some(({ status }) => status === "inconclusive")) return "inconclusive";
  return checks.some(({ status }) => status === "fail") ? "not-yet" : "passed";
}

function counts({ status }: Check): boolean {
  return status !== "skipped";
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
