import type { Direction, Observation, Outcome, RuleCounter, Snapshot } from "@podpath/access-path";
import { describe, expect, test } from "vitest";
import * as lab from "../test/lab.ts";
import {
  addRule,
  all,
  bind,
  brokenLab,
  createGroup,
  editPod,
  ENI_A,
  ENI_B,
  evidenceOf,
  GROUP,
  removeRule,
  scenario,
  setRules,
} from "../test/lab.ts";
import type { Change } from "../test/lab.ts";
import type { Evidence } from "./evidence.ts";
import type { CheckId, CheckStatus, Grade } from "./grade.ts";
import { grade } from "./judge.ts";

const judge = (state: Snapshot, reveal = true): Grade => grade(scenario, evidenceOf(state), { reveal });
const idsWith = (result: Grade, status: CheckStatus): CheckId[] =>
  result.checks.filter((check) => check.status === status).map(({ id }) => id);
const checkOf = (result: Grade, id: CheckId) => result.checks.find((check) => check.id === id)!;

const timedOut: Outcome = { kind: "timed-out", afterMs: 3003 };
const connected: Outcome = { kind: "connected", httpStatus: 200, body: "" };
const SOLUTION = "accept tcp 10.0.35.23/32 80";

describe("the drill as it starts", () => {
  test("fails because nothing connects, and for nothing the learner did", () => {
    const result = judge(brokenLab());
    expect(result).toMatchObject({ verdict: "not-yet", exitCode: 1, score: { earned: 0, outOf: 100 }, collateral: [] });
    expect(idsWith(result, "fail")).toEqual(["symptom.connects", "least-privilege.required"]);
    expect(checkOf(result, "symptom.connects").whereToLook.en).toContain(`ingress at ${ENI_B}`);
    expect(checkOf(result, "symptom.connects").whereToLook.en).toContain("implicit drop");
  });

  test("before a first attempt no text names the interface, the group, the direction or the missing rule", () => {
    const result = judge(brokenLab(), false);
    expect(idsWith(result, "fail")).toEqual(["symptom.connects"]);
    const told = JSON.stringify(result.checks.filter(({ status }) => status !== "pass"));
    expect(told).not.toMatch(/eni-|sg-|ingress|入站|implicit|默认拒绝/);
    expect(JSON.stringify(result.checks)).not.toMatch(/eni-|sg-/);
  });
});

describe("right fixes", () => {
  const other = "sg-extra001";
  // prettier-ignore
  test.each<[string, Change]>([
    ["the reference solution",               addRule(SOLUTION)],
    ["inserted on top",                      addRule(SOLUTION, { index: 0 })],
    ["the container subnet",                 addRule("accept tcp 10.0.35.0/24 80")],
    ["half of the subnet",                   addRule("accept tcp 10.0.35.0/25 80")],
    ["a /31 that holds Pod A",               addRule("accept tcp 10.0.35.22/31 80")],
    ["a subnet in two halves",               all(addRule("accept tcp 10.0.35.0/25 80"), addRule("accept tcp 10.0.35.128/25 80"))],
    ["twice the same rule",                  all(addRule(SOLUTION), addRule(SOLUTION))],
    ["a port list with what was open",       addRule("accept tcp 10.0.35.23/32 22,80")],
    ["a port range of one",                  addRule("accept tcp 10.0.35.23/32 80-80")],
    ["both ports in one rule",               setRules("ingress", ["accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.0/24 22,80"])],
    ["the cloud's own form",                 addRule("ACCEPT#10.0.35.23/32#80#TCP")],
    ["an address template",                  addRule("accept tcp ipm-clients1 80")],
    ["a service template",                   addRule("accept ppm-web00001 10.0.35.23/32")],
    ["the group itself as the peer",         addRule(`accept tcp ${GROUP} 80`)],
    ["above a drop of everything",           all(addRule("drop tcp 10.0.35.0/24 80"), addRule(SOLUTION, { index: 0 }))],
    ["the subnet less one neighbour",        all(addRule("drop tcp 10.0.35.24/32 80"), addRule("accept tcp 10.0.35.0/24 80"))],
    ["SSH rewritten as two halves",          all(setRules("ingress", ["accept tcp 0.0.0.0/1 22", "accept tcp 128.0.0.0/1 22"]), addRule(SOLUTION))],
    ["rules in another order",               setRules("ingress", [SOLUTION, "accept tcp 0.0.0.0/0 22"])],
    ["with a remark",                        addRule(`${SOLUTION} # 演练`)],
    ["a group of its own, bound second",     all(createGroup(other), addRule(SOLUTION, { group: other }), bind(ENI_B, [GROUP, other]))],
    ["a group of its own, bound first",      all(createGroup(other), addRule(SOLUTION, { group: other }), bind(ENI_B, [other, GROUP]))],
    ["the group renamed on the way",         all(addRule(SOLUTION), lab.renameGroup("pods-web"))],
    ["an empty group beside it",             all(addRule(SOLUTION), createGroup(other))],
    ["Pod A rolled, the new address allowed", all(editPod("my-app1", (pod) => ({ ...pod, name: "my-deployment-new", uid: "uid-new", addresses: ["10.0.35.24"], incarnation: 2 })), addRule("accept tcp 10.0.35.24/32 80"))],
    ["a drop of what was never open",        all(addRule(SOLUTION), addRule("drop udp 0.0.0.0/0 all"))],
  ])("%s", (_, fix) => {
    const result = judge(fix(brokenLab()));
    expect(idsWith(result, "fail")).toEqual([]);
    expect(idsWith(result, "inconclusive")).toEqual([]);
    expect(result).toMatchObject({ verdict: "passed", exitCode: 0, score: { earned: 100, outOf: 100 } });
  });

  test("revealing changes neither verdict nor score", () => {
    const state = addRule(SOLUTION)(brokenLab());
    expect(judge(state, false)).toMatchObject({ verdict: "passed", score: { earned: 100, outOf: 100 } });
  });

  test("one group on four interfaces: the other three are listed, not punished", () => {
    const { collateral } = judge(addRule(SOLUTION)(brokenLab()));
    expect(collateral).toEqual([
      {
        eniId: "eni-a0000000",
        nodeName: "10.0.35.139",
        primary: true,
        direction: "ingress",
        opened: ["tcp 80 ← 10.0.35.23"],
      },
      { eniId: ENI_A, nodeName: "10.0.35.139", primary: false, direction: "ingress", opened: ["tcp 80 ← 10.0.35.23"] },
      {
        eniId: "eni-b0000000",
        nodeName: "10.0.35.179",
        primary: true,
        direction: "ingress",
        opened: ["tcp 80 ← 10.0.35.23"],
      },
    ]);
  });
});

describe("wrong fixes", () => {
  const connects = ["symptom.connects", "least-privilege.required"] as const;
  const wide = "least-privilege.within-tolerated";
  const other = "sg-other001";
  // prettier-ignore
  test.each<[string, Change, readonly CheckId[]]>([
    ["wrong direction",                      addRule(SOLUTION, { direction: "egress" }),                       [...connects]],
    ["one port too high",                    addRule("accept tcp 10.0.35.23/32 81"),                           [...connects, wide]],
    ["one port too low",                     addRule("accept tcp 10.0.35.23/32 79"),                           [...connects, wide]],
    ["the nodePort instead",                 addRule("accept tcp 10.0.35.23/32 30080"),                        [...connects, wide]],
    ["UDP",                                  addRule("accept udp 10.0.35.23/32 80"),                           [...connects, wide]],
    ["ICMP, since ping is what one tries",   addRule("accept icmp 0.0.0.0/0 all"),                             [...connects, wide]],
    ["node A's address",                     addRule("accept tcp 10.0.35.139/32 80"),                          [...connects]],
    ["Pod B's own address",                  addRule("accept tcp 10.0.35.150/32 80"),                          [...connects]],
    ["the address next to Pod A's",          addRule("accept tcp 10.0.35.22/32 80"),                           [...connects]],
    ["a block off by one bit",               addRule("accept tcp 10.0.34.0/24 80"),                            [...connects, wide]],
    ["a block one bit too wide",             addRule("accept tcp 10.0.34.0/23 80"),                            [wide]],
    ["the whole VPC",                        addRule("accept tcp 10.0.0.0/16 80"),                             [wide]],
    ["everybody, port 80",                   addRule("accept tcp 0.0.0.0/0 80"),                               [wide]],
    ["everybody, everything",                addRule("accept all 0.0.0.0/0 all"),                              [wide, "deny.still-blocked"]],
    ["everything from Pod A",                addRule("accept all 10.0.35.23/32 all"),                          [wide, "deny.still-blocked"]],
    ["all of TCP from Pod A",                addRule("accept tcp 10.0.35.23/32 all"),                          [wide, "deny.still-blocked"]],
    ["a range one too long",                 addRule("accept tcp 10.0.35.23/32 80-81"),                        [wide, "deny.still-blocked"]],
    ["right, and a test rule left behind",   all(addRule(SOLUTION), addRule("accept icmp 10.0.35.0/24 all")),  [wide]],
    ["right, and IPv6 opened",               all(addRule(SOLUTION), addRule("accept all ::/0 all")),           [wide]],
    ["below a drop of the subnet",           all(addRule("drop tcp 10.0.35.0/24 all"), addRule(SOLUTION)),     [...connects]],
    ["below a drop that covers SSH too",     all(addRule("drop tcp 10.0.35.0/24 all", { index: 0 }), addRule(SOLUTION)), [...connects, "least-privilege.nothing-lost"]],
    ["below a drop of port 80",              all(addRule("drop tcp 0.0.0.0/0 80"), addRule(SOLUTION)),         [...connects]],
    ["a drop instead of an accept",          addRule("drop tcp 10.0.35.23/32 80"),                             [...connects]],
    ["into a group that nobody has",         all(createGroup(other), addRule(SOLUTION, { group: other })),     [...connects]],
    ["into a group bound to Pod A alone",    all(createGroup(other), addRule(SOLUTION, { group: other }), bind(ENI_A, [GROUP, other])), [...connects]],
    ["instead of SSH",                       setRules("ingress", [SOLUTION]),                                  ["least-privilege.nothing-lost"]],
    ["SSH narrowed meanwhile",               setRules("ingress", ["accept tcp 10.0.0.0/8 22", SOLUTION]),      ["least-privilege.nothing-lost"]],
    ["egress taken away too",                all(addRule(SOLUTION), removeRule(0, "egress")),                  ["symptom.connects", "least-privilege.required", "least-privilege.nothing-lost"]],
    ["the group unbound from Pod B",         bind(ENI_B, []),                                                  ["cause.groups-bound", wide, "deny.still-blocked"]],
    ["the feature switched off",             lab.featureOff,                                                   ["cause.feature-on", "cause.groups-bound", wide, "deny.still-blocked"]],
    ["an open group bound instead",          all(createGroup(other), addRule("accept all 0.0.0.0/0 all", { group: other }), addRule("accept all 0.0.0.0/0 all", { group: other, direction: "egress" }), bind(ENI_B, [other])), ["cause.groups-bound", wide, "deny.still-blocked"]],
    ["an open group bound before",           all(createGroup(other), addRule("accept all 0.0.0.0/0 all", { group: other }), bind(ENI_B, [other, GROUP])), [wide, "deny.still-blocked"]],
    ["right rules in a group of the same name", all(createGroup(other, "deny-all-inbound"), addRule(SOLUTION, { group: other }), addRule("accept tcp 0.0.0.0/0 22", { group: other }), addRule("accept all 0.0.0.0/0 all", { group: other, direction: "egress" }), bind(ENI_B, [other])), ["cause.groups-bound"]],
    ["another image in Pod B",               all(addRule(SOLUTION), editPod("my-app2", (pod) => ({ ...pod, containers: pod.containers.map((one) => ({ ...one, image: "busybox" })) }))), ["cause.pods-unchanged"]],
    ["another command in Pod A",             all(addRule(SOLUTION), editPod("my-app1", (pod) => ({ ...pod, containers: pod.containers.map((one) => ({ ...one, command: ["sh"] })) }))), ["cause.pods-unchanged"]],
    ["a PATH of its own in Pod A",           all(addRule(SOLUTION), editPod("my-app1", (pod) => ({ ...pod, containers: pod.containers.map((one) => ({ ...one, env: { PATH: "/tmp" } })) }))), ["cause.pods-unchanged"]],
    ["a sidecar in Pod B",                   all(addRule(SOLUTION), editPod("my-app2", (pod) => ({ ...pod, containers: [...pod.containers, ...pod.containers] }))), ["cause.pods-unchanged"]],
    ["Pod A moved to Pod B's node",          editPod("my-app1", (pod) => ({ ...pod, nodeName: "10.0.35.179", eniId: ENI_B })), ["cause.different-nodes", "least-privilege.required", "deny.still-blocked"]],
  ])("%s", (_, fix, want) => {
    const result = judge(fix(brokenLab()));
    expect(idsWith(result, "fail")).toEqual(want);
    expect(idsWith(result, "inconclusive")).toEqual([]);
    expect(result).toMatchObject({ verdict: "not-yet", exitCode: 1 });
    expect(result.score.earned).toBeLessThan(result.score.outOf);
    for (const check of result.checks.filter(({ status }) => status === "fail"))
      for (const language of ["zh", "en"] as const) {
        expect(check.expected[language]).not.toBe("");
        expect(check.observed[language]).not.toBe("");
        expect(check.whereToLook[language]).not.toBe("");
      }
  });

  test("what is open too much is listed exactly, with the rule that opened it", () => {
    const result = judge(all(addRule(SOLUTION), addRule("accept tcp 10.0.34.0/23 80-81"))(brokenLab()));
    expect(checkOf(result, wide).details.map(({ en }) => en)).toEqual([
      "tcp 80-81 ← 10.0.34.0/24",
      "tcp 81 ← 10.0.35.0/24",
      `opened by ingress rule 2 of ${GROUP}: accept tcp 10.0.34.0/23 80-81`,
    ]);
  });

  test("what is left of everything is said in few words", () => {
    const result = judge(addRule("accept all 0.0.0.0/0 all")(brokenLab()));
    expect(checkOf(result, wide).details.map(({ en }) => en)).toEqual([
      "tcp 0-21,23-65535 ← 0.0.0.0–10.0.34.255, 10.0.36.0–255.255.255.255",
      "tcp 0-21,23-79,81-65535 ← 10.0.35.0/24",
      "udp all, icmp, gre, other ← 0.0.0.0/0",
      `opened by ingress rule 1 of ${GROUP}: accept all 0.0.0.0/0 all`,
    ]);
  });

  test("moving Pod A next to Pod B doesn't buy the diagnosis", () => {
    const moved = editPod("my-app1", (pod) => ({ ...pod, nodeName: "10.0.35.179", eniId: ENI_B }))(brokenLab());
    const result = judge(moved, false);
    expect(idsWith(result, "fail")).toEqual(["cause.different-nodes", "deny.still-blocked"]);
    expect(checkOf(result, "least-privilege.required").status).toBe("skipped");
  });

  test("0.0.0.0/0 ALL is paid for the symptom, not for the rest", () => {
    expect(judge(addRule("accept all 0.0.0.0/0 all")(brokenLab())).score).toEqual({ earned: 80, outOf: 100 });
  });
});

test.each([
  [31, "silence: the counters saw the SYN dropped, so nobody waited on"],
  [1004, "silence for 1.0 s (curl exit status 28)"],
])("a wait that ended after %i ms", (afterMs, want) => {
  const result = grade(scenario, otherwise(broken, { outcome: { kind: "timed-out", afterMs } }));
  expect(checkOf(result, "symptom.connects").observed.en).toBe(want);
});

test("a rule that drops is named by its index, once that may be told", () => {
  const result = judge(addRule("drop tcp 10.0.35.0/24 80", { index: 0 })(brokenLab()));
  expect(checkOf(result, "symptom.connects").whereToLook).toEqual({
    zh: `节点 10.0.35.179 的 ${ENI_B} 入站：${GROUP} 的规则 0 丢弃了 tcp 10.0.35.23 → 10.0.35.150:80`,
    en: `ingress at ${ENI_B} of node 10.0.35.179: rule 0 of ${GROUP} drops tcp 10.0.35.23 → 10.0.35.150:80`,
  });
});

describe("Pods that aren't there", () => {
  test.each([
    ["Pod A", "my-app1"],
    ["Pod B", "my-app2"],
  ])("%s: not yet, with the command that shows it", (_, app) => {
    const state = brokenLab();
    const result = judge({ ...state, pods: state.pods.filter((pod) => pod.labels["app"] !== app) });
    expect(result).toMatchObject({ verdict: "not-yet", exitCode: 1 });
    expect(idsWith(result, "fail")).toEqual(["symptom.connects"]);
    expect(checkOf(result, "symptom.connects").whereToLook.en).toBe(
      `kubectl get pods -n default -o wide -l app=${app}`,
    );
  });
});

const fixed = evidenceOf(addRule(SOLUTION)(brokenLab()));
const broken = evidenceOf(brokenLab());

/** The probe of the symptom, seen otherwise. */
const otherwise = (evidence: Evidence, change: Partial<Observation>, seen?: boolean | null): Evidence => ({
  ...evidence,
  probes: evidence.probes.map((probe) =>
    probe.id === "symptom"
      ? {
          ...probe,
          ...(seen === undefined ? {} : { seenByTarget: seen }),
          observation: { ...probe.observation, ...change },
        }
      : probe,
  ),
});
/** What the APIs answer isn't what packets obey. */
const apisSay = (evidence: Evidence, change: Change): Evidence => ({
  ...evidence,
  apis: { kind: "read", snapshot: change(evidence.snapshot) },
});
const seenFrom = (evidence: Evidence, address: string): Evidence => ({
  ...evidence,
  probes: evidence.probes.map((probe) => (probe.id === "symptom" ? { ...probe, seenFrom: address } : probe)),
});
const counter = (eniId: string, direction: Direction, rule: number | null): RuleCounter => ({
  eniId,
  direction,
  rule,
  groupId: rule === null ? null : GROUP,
  packets: 2,
});

describe("evidence that is missing or contradicts itself is never a pass and never a fail", () => {
  // prettier-ignore
  test.each<[string, Evidence, CheckId]>([
    ["no probe",                           { ...fixed, probes: [] },                                             "symptom.connects"],
    ["a probe about an address now gone",  otherwise(fixed, { to: { address: "10.0.35.99", port: 80 } }),        "symptom.connects"],
    ["Pod B's log can't be read",          otherwise(fixed, {}, null),                                           "symptom.connects"],
    ["the exec never started",             otherwise(fixed, { outcome: { kind: "failed", exitCode: null, message: "EOF" } }), "symptom.connects"],
    ["ids of the groups unknown",          { ...fixed, groupIds: {} },                                           "cause.groups-bound"],
    ["connected where the model drops",    otherwise(broken, { outcome: connected }, true),                      "witness.agree"],
    ["refused where counters show it accepted and the model drops", otherwise(broken, { outcome: { kind: "refused" }, moved: [counter(ENI_A, "egress", 0), counter(ENI_B, "ingress", 0)] }), "witness.agree"],
    ["connected, counted at another rule", otherwise(fixed, { moved: [counter(ENI_A, "egress", 0), counter(ENI_B, "ingress", 0)] }), "witness.agree"],
    ["connected, not counted at all",      otherwise(fixed, { moved: [] }),                                      "witness.agree"],
    ["dropped where the model accepts",    otherwise(fixed, { outcome: timedOut, moved: [counter(ENI_A, "egress", 0), counter(ENI_B, "ingress", null)] }), "witness.agree"],
    ["lost between the two interfaces",    otherwise(fixed, { outcome: timedOut, moved: [counter(ENI_A, "egress", 0)] }), "witness.agree"],
    ["dropped at another hop",             otherwise(broken, { moved: [counter(ENI_A, "egress", null)] }),       "witness.agree"],
    ["silence, and no counters to ask",    otherwise(fixed, { outcome: timedOut, moved: null }),                 "witness.agree"],
    ["the APIs lack a rule that packets obey", apisSay(fixed, removeRule(1)),                                    "witness.agree"],
    ["the APIs have a rule more",          apisSay(fixed, addRule("accept udp 0.0.0.0/0 53")),                   "witness.agree"],
    ["the APIs have the rules in an order that another one decides", apisSay(evidenceOf(all(addRule(SOLUTION), addRule("accept tcp 10.0.35.0/24 80"))(brokenLab())), setRules("ingress", [SOLUTION, "accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.0/24 80"])), "witness.agree"],
    ["the APIs have other groups bound",   apisSay(fixed, all(createGroup("sg-extra001"), bind(ENI_B, [GROUP, "sg-extra001"]))), "witness.agree"],
    ["the APIs have none bound",           apisSay(fixed, bind(ENI_A, [])),                                      "witness.agree"],
    ["the APIs have the feature off",      apisSay(fixed, (state) => ({ ...state, eniSecurityGroups: "off" })),  "witness.agree"],
    ["the APIs have Pod B elsewhere",      apisSay(fixed, editPod("my-app2", (pod) => ({ ...pod, addresses: ["10.0.35.151"] }))), "witness.agree"],
    ["the APIs don't know Pod A",          apisSay(fixed, (state) => ({ ...state, pods: state.pods.slice(1) })), "witness.agree"],
    ["the APIs don't know the interface",  apisSay(fixed, (state) => ({ ...state, nodes: state.nodes.slice(0, 1) })), "witness.agree"],
    ["the APIs don't know the group",      apisSay(fixed, (state) => ({ ...state, securityGroups: [] })),        "witness.agree"],
    ["the APIs can't be read",             { ...fixed, apis: { kind: "unreadable", reason: "Forbidden" } },      "witness.agree"],
  ])("%s", (_, evidence, id) => {
    const result = grade(scenario, evidence);
    expect(idsWith(result, "inconclusive")).toContain(id);
    expect(result).toMatchObject({ verdict: "inconclusive", exitCode: 3 });
  });
});

describe("what filters nobody may differ between the APIs and the packets", () => {
  // prettier-ignore
  test.each<[string, Change]>([
    ["a group's name",                 (state) => ({ ...state, securityGroups: state.securityGroups.map((group) => ({ ...group, name: "renamed" })) })],
    ["a group that nobody has",        createGroup("sg-extra001")],
    ["the revision",                   (state) => ({ ...state, revision: 7 })],
    ["a Pod of somebody else's",       (state) => ({ ...state, pods: [...state.pods, { ...state.pods[0]!, uid: "x", name: "x", labels: {} }] })],
  ])("%s", (_, change) => {
    expect(grade(scenario, apisSay(fixed, change))).toMatchObject({ verdict: "passed", exitCode: 0 });
  });

  test("a witness that nobody asked says nothing", () => {
    expect(grade(scenario, { ...fixed, apis: { kind: "not-asked" } })).toMatchObject({ verdict: "passed" });
  });
});

describe("a broken endpoint is the learner's", () => {
  // prettier-ignore
  test.each<[string, Evidence, RegExp]>([
    ["nginx stopped",                      otherwise(fixed, { outcome: { kind: "refused" } }),                   /whether Pod B listens/],
    ["Pod B's eth0 is down",               otherwise(fixed, { outcome: timedOut }),                              /whether Pod B listens/],
    ["Pod A's eth0 is down",               otherwise(fixed, { outcome: timedOut, moved: [] }),                   /never reached the first security group/],
    ["Pod A's eth0 is down before the fix", otherwise(broken, { outcome: timedOut, moved: [] }),                 /never reached the first security group/],
    ["Pod A rejects its own SYN",          otherwise(fixed, { outcome: { kind: "refused" }, moved: [] }),        /never reached the first security group/],
    ["and before the fix",                 otherwise(broken, { outcome: { kind: "refused" }, moved: [] }),       /never reached the first security group/],
    ["curl was removed",                   otherwise(fixed, { outcome: { kind: "failed", exitCode: 127, message: "not found" } }), /get curl to run/],
    ["a rewrite to an open port, answered", otherwise(broken, { outcome: connected, entered: false, moved: [counter(ENI_A, "egress", 0), counter(ENI_B, "ingress", 0)] }, true), /address translation, proxies and routes/],
    ["a rewrite to an open port, refused", otherwise(broken, { outcome: { kind: "refused" }, entered: false, moved: [counter(ENI_A, "egress", 0), counter(ENI_B, "ingress", 0)] }), /never reached the first security group/],
    ["Pod A's node asks in its place",     seenFrom(fixed, "10.0.35.139"),                                       /address translation, proxies and routes/],
    ["a listener inside Pod A answers",    otherwise(broken, { outcome: connected, moved: [] }, false),          /proxy variables, hosts file, iptables/],
  ])("%s", (_, evidence, where) => {
    const result = grade(scenario, evidence);
    expect(result).toMatchObject({ verdict: "not-yet", exitCode: 1 });
    expect(idsWith(result, "fail")).toEqual(["symptom.connects"]);
    expect(idsWith(result, "inconclusive")).toEqual([]);
    expect(checkOf(result, "symptom.connects").whereToLook.en).toMatch(where);
  });
});
