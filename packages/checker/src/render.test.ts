import { describe, expect, test } from "vitest";
import { addRule, all, brokenLab, evidenceOf, scenario } from "../test/lab.ts";
import type { Change } from "../test/lab.ts";
import { grade } from "./judge.ts";
import { toJson } from "./json.ts";
import { renderGrade } from "./render.ts";
import { displayWidth, padDisplay } from "./width.ts";

const SOLUTION = addRule("accept tcp 10.0.35.23/32 80");
const judge = (change: Change, reveal = false) => grade(scenario, evidenceOf(change(brokenLab())), { reveal });
const nothing: Change = (lab) => lab;

describe("renderGrade", () => {
  test("the broken start, in Chinese", () => {
    expect(renderGrade(judge(nothing), "zh")).toMatchInlineSnapshot(`
      "[未过]  Pod A 能访问 Pod B    symptom.connects
              期望    Pod A（10.0.35.23）能连上 Pod B（10.0.35.150）的 TCP 80，应答的是 Pod B 本身
              实际    3.0 秒没有任何回应（curl 退出码 28）
              去哪看  没有回应，就是有人静默丢包。从 Pod A 到 Pod B 一跳一跳看过去：./lab hint 给提示
      [通过]  安全组能力没有被关掉  cause.feature-on
      [通过]  安全组没有被解绑      cause.groups-bound
      [通过]  Pod 没有被换掉        cause.pods-unchanged
      [通过]  仍是跨节点访问        cause.different-nodes
      [跳过]  该通的都通            least-privilege.required
      [通过]  没有多放              least-privilege.within-tolerated
      [通过]  没有误伤原有访问      least-privilege.nothing-lost
      [跳过]  该拦的仍拦着          deny.still-blocked
      [通过]  证据互相吻合          witness.agree

      还没过，0/100 分。证人：模型、真实报文、逐条规则的计数器、两套 API。"
    `);
  });

  test("the broken start after a first attempt, in English", () => {
    expect(renderGrade(judge(nothing, true), "en")).toMatchInlineSnapshot(`
      "[FAIL]  Pod A reaches Pod B                     symptom.connects
              expected  Pod A (10.0.35.23) connects to TCP 80 of Pod B (10.0.35.150), and Pod B itself answers
              observed  silence for 3.0 s (curl exit status 28)
              look at   ingress at eni-b0000001 of node 10.0.35.179: no rule of sg-drill001 matches tcp 10.0.35.23 → 10.0.35.150:80, so the implicit drop decides
      [pass]  the security-group feature is still on  cause.feature-on
      [pass]  the groups are still bound              cause.groups-bound
      [pass]  the Pods are the drill's own            cause.pods-unchanged
      [pass]  it is still node to node                cause.different-nodes
      [FAIL]  what is needed is open                  least-privilege.required
              observed  still lacking, ingress at eni-b0000001: tcp 80 ← 10.0.35.23
      [pass]  nothing more is open                    least-privilege.within-tolerated
      [pass]  nothing that worked was lost            least-privilege.nothing-lost
      [skip]  what must be blocked still is           deny.still-blocked
      [pass]  the evidence agrees                     witness.agree

      Not yet, 0/100 points. Witnesses: model, packets, the counter of each rule, and both APIs."
    `);
  });

  test("the solution, in English", () => {
    expect(renderGrade(judge(SOLUTION), "en")).toMatchInlineSnapshot(`
      "[pass]  Pod A reaches Pod B                     symptom.connects
      [pass]  the security-group feature is still on  cause.feature-on
      [pass]  the groups are still bound              cause.groups-bound
      [pass]  the Pods are the drill's own            cause.pods-unchanged
      [pass]  it is still node to node                cause.different-nodes
      [pass]  what is needed is open                  least-privilege.required
      [pass]  nothing more is open                    least-privilege.within-tolerated
      [pass]  nothing that worked was lost            least-privilege.nothing-lost
      [pass]  what must be blocked still is           deny.still-blocked
      [pass]  the evidence agrees                     witness.agree

      opened at other interfaces too, since they share a group (shown, not judged):
        ingress tcp 80 ← 10.0.35.23  @ eni-a0000000 (10.0.35.139, primary), eni-a0000001 (10.0.35.139, secondary), eni-b0000000 (10.0.35.179, primary)

      Passed, 100/100 points. Witnesses: model, packets, the counter of each rule, and both APIs."
    `);
  });

  test("too wide, in Chinese", () => {
    expect(renderGrade(judge(all(SOLUTION, addRule("accept tcp 10.0.0.0/16 80"))), "zh")).toMatchInlineSnapshot(`
      "[通过]  Pod A 能访问 Pod B    symptom.connects
      [通过]  安全组能力没有被关掉  cause.feature-on
      [通过]  安全组没有被解绑      cause.groups-bound
      [通过]  Pod 没有被换掉        cause.pods-unchanged
      [通过]  仍是跨节点访问        cause.different-nodes
      [通过]  该通的都通            least-privilege.required
      [未过]  没有多放              least-privilege.within-tolerated
              期望    没有放通多余的东西
              实际    eni-b0000001 上多放了：
                        tcp 80 ← 10.0.0.0–10.0.34.255, 10.0.36.0–10.0.255.255
                        是 sg-drill001 的入站规则 2 放通的：accept tcp 10.0.0.0/16 80
              去哪看  把规则收紧到真正的来源、协议和端口，排查时临时加的规则也要删掉
      [通过]  没有误伤原有访问      least-privilege.nothing-lost
      [通过]  该拦的仍拦着          deny.still-blocked
      [通过]  证据互相吻合          witness.agree

      别的网卡上也跟着放通了（共用一个安全组就会这样；只提示，不扣分）：
        入站 tcp 80 ← 10.0.0.0/16  @ eni-a0000000（10.0.35.139 主网卡）、eni-a0000001（10.0.35.139 辅助网卡）、eni-b0000000（10.0.35.179 主网卡）

      还没过，85/100 分。证人：模型、真实报文、逐条规则的计数器、两套 API。"
    `);
  });

  test("one witness alone is said", () => {
    const evidence = { ...evidenceOf(SOLUTION(brokenLab())), dataPlane: "simulated" as const };
    expect(renderGrade(grade(scenario, evidence), "en")).toContain("the model is the only witness");
  });

  test.each(["zh", "en"] as const)("%s: every check has its line, aligned, and no colour carries a meaning", (lang) => {
    const lines = renderGrade(judge(nothing), lang)
      .split("\n")
      .filter((line) => line.startsWith("["));
    expect(lines).toHaveLength(10);
    const columns = lines.map((line) => displayWidth(line.slice(0, line.search(/\S+$/))));
    expect(new Set(columns).size).toBe(1);
    expect(lines.join("")).not.toContain("\u001B");
  });

  test("what comes from the lab can't drive the terminal", () => {
    const evidence = evidenceOf(brokenLab());
    const outcome = {
      kind: "failed",
      exitCode: 1,
      message: `\u001B]0;owned\u0007\u202Ereversed ${"x".repeat(9000)}`,
    } as const;
    const probes = evidence.probes.map((probe) => ({ ...probe, observation: { ...probe.observation, outcome } }));
    const told = renderGrade(grade(scenario, { ...evidence, probes }), "en");
    expect(told.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(told).toContain("\\u001b]0;owned\\u0007\\u202e");
    expect(Math.max(...told.split("\n").map((line) => line.length))).toBeLessThan(2100);
  });
});

describe("toJson", () => {
  test("survives JSON unchanged and says which shape it has", () => {
    const json = toJson(judge(SOLUTION));
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({
      schema: "podpath.grade/1",
      scenario: "vpc-cni-pod-to-pod",
      verdict: "passed",
      exitCode: 0,
    });
  });

  test("its fields", () => {
    const json = toJson(judge(nothing));
    expect(Object.keys(json)).toEqual([
      "schema",
      "scenario",
      "verdict",
      "exitCode",
      "score",
      "witnesses",
      "checks",
      "collateral",
      "diagnosis",
      "revealed",
    ]);
    for (const check of json.checks)
      expect(Object.keys(check).toSorted()).toEqual([
        "details",
        "earned",
        "expected",
        "id",
        "observed",
        "points",
        "status",
        "title",
        "whereToLook",
      ]);
  });
});

describe("displayWidth", () => {
  // prettier-ignore
  test.each([["abc", 3], ["安全组", 6], ["（a）", 5], ["한글", 4], ["é", 1], ["e\u0301", 1], ["🙂", 2], ["", 0]])("%s is %i", (text, width) => {
    expect(displayWidth(text)).toBe(width);
    expect(displayWidth(padDisplay(text, 10))).toBe(10);
  });
});
