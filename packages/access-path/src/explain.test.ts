import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crowdedRule } from "../test/arbitraries.ts";
import { drill, NODE_A, NODE_B, POD_A, POD_A2, POD_A6, POD_B, POD_B6, SPARE_B } from "../test/drill.ts";
import type { DrillOptions } from "../test/drill.ts";
import {
  applyEdits,
  editSentence,
  evaluate,
  explain,
  filterHops,
  hopReason,
  nearMissSentence,
  parseRule,
  printRule,
  sentence,
  tracePath,
} from "./index.ts";
import type { Edit, Explanation, Flow, Rule, Snapshot, Text } from "./index.ts";

const flow = (to: Partial<Flow> = {}): Flow => ({
  protocol: "tcp",
  source: POD_A,
  destination: POD_B,
  destinationPort: 80,
  ...to,
});
const fixText = (edit: Edit) =>
  edit.kind === "insert-rule"
    ? `${edit.groupId} ${edit.direction} ${edit.index} ${printRule(edit.rule)}`
    : edit.kind === "move-rule"
      ? `${edit.groupId} ${edit.direction} ${edit.from} to ${edit.to}`
      : edit.kind;

const GROUPS = {
  "sg-ssh": { ingress: ["accept tcp 0.0.0.0/0 22"] },
  "sg-mute": { egress: [] },
  "sg-rare": { ingress: ["accept tcp 10.9.0.0/16 80", "accept udp 10.9.0.0/16 53"] },
  "sg-order": { ingress: ["drop tcp 10.0.0.0/8 all", `accept tcp ${POD_A} 80`] },
  "sg-noted": { ingress: ["drop tcp 10.0.0.0/8 all", "accept tcp 0.0.0.0/0 22", `accept tcp ${POD_A}/32 80 # web`] },
  "sg-wider": { ingress: ["drop tcp 10.0.0.0/8 all", `accept tcp ${POD_A} 80,443`] },
  "sg-deny": { ingress: ["accept tcp 10.9.0.0/16 80", "drop all 0.0.0.0/0 all"] },
};

/** Rules that speak of the drill's addresses. */
const POINTED = [
  `accept tcp ${POD_A} 80`,
  `drop tcp ${POD_A} 80`,
  `accept tcp ${POD_B} 80`,
  "accept tcp sg-a all",
  "drop all ipm-client01 all",
];

// prettier-ignore
test.each([
  // what it shows                             groups bound                        flow                                    codes, first the summary                 fix
  ["delivered",                                {},                                 {},                                     ["delivered"],                            []],
  ["the same node",                            { a: ["sg-mute"] },                 { destination: POD_A2 },                ["same-node"],                            []],
  ["the drill",                                { b: ["sg-ssh"] },                  {},                                     ["no-match"],                             [`sg-ssh ingress 1 accept tcp ${POD_A}/32 80`]],
  ["no rule at all",                           { a: ["sg-mute"] },                 {},                                     ["no-rules"],                             [`sg-mute egress 0 accept tcp ${POD_B}/32 80`]],
  ["both ends at fault: both are named",       { a: ["sg-mute"], b: ["sg-ssh"] },  {},                                     ["no-rules", "no-match"],                 [`sg-mute egress 0 accept tcp ${POD_B}/32 80`, `sg-ssh ingress 1 accept tcp ${POD_A}/32 80`]],
  ["a drop above the accept",                  { b: ["sg-order"] },                {},                                     ["dropped-above-accept"],                 ["sg-order ingress 1 to 0"]],
  ["the same rule two below the drop, noted",  { b: ["sg-noted"] },                {},                                     ["dropped-above-accept"],                 ["sg-noted ingress 2 to 0"]],
  ["a wider accept below: it stays",           { b: ["sg-wider"] },                {},                                     ["dropped-above-accept"],                 [`sg-wider ingress 0 accept tcp ${POD_A}/32 80`]],
  ["a drop",                                   { b: ["sg-deny"] },                 {},                                     ["dropped-by-rule"],                      [`sg-deny ingress 1 accept tcp ${POD_A}/32 80`]],
  ["a drop in the second group",               { b: ["sg-ssh", "sg-deny"] },       {},                                     ["dropped-by-rule"],                      [`sg-deny ingress 1 accept tcp ${POD_A}/32 80`]],
  ["the group that the fewest share",          { a: ["sg-ssh"], b: ["sg-ssh", "sg-rare"] }, { protocol: "gre", destinationPort: null }, ["no-match"],              [`sg-rare ingress 2 accept gre ${POD_A}/32 all`]],
  ["ping",                                     { b: ["sg-ssh"] },                  { protocol: "icmp", destinationPort: null }, ["no-match"],                        [`sg-ssh ingress 1 accept icmp ${POD_A}/32 all`]],
  ["a protocol without a name",                { b: ["sg-ssh"] },                  { protocol: "other", destinationPort: null }, ["no-match"],                       [`sg-ssh ingress 1 accept all ${POD_A}/32 all`]],
  ["IPv6",                                     { b: ["sg-ssh"] },                  { source: POD_A6, destination: POD_B6 }, ["no-match"],                            [`sg-ssh ingress 1 accept tcp ${POD_A6}/128 80`]],
  ["nothing listens",                          {},                                 { destinationPort: 81 },                ["not-listening"],                        ["listen"]],
  ["dropped, and nothing listens either",      { b: ["sg-ssh"] },                  { destinationPort: 81 },                ["no-match", "not-listening"],            [`sg-ssh ingress 1 accept tcp ${POD_A}/32 81`, "listen"]],
  ["nobody has the address",                   {},                                 { destination: "10.0.77.7" },           ["address-unknown"],                      null],
  ["dropped on the way to nobody",             { a: ["sg-mute"] },                 { destination: "10.0.77.7" },           ["no-rules", "address-unknown"],          null],
  ["no Pod took the address",                  {},                                 { destination: SPARE_B },               ["address-spare"],                        null],
  ["two families",                             {},                                 { destination: POD_B6 },                ["mixed-families"],                       null],
] satisfies [string, DrillOptions["bound"], Partial<Flow>, string[], string[] | null][])("%s", (_, bound, to, codes, fix) => {
  const explanation = explain(drill({ groups: GROUPS, bound }), flow(to));
  const { reason, blockers } = explanation;
  expect(blockers.length === 0 ? [reason.code] : blockers.map((blocker) => blocker.reason.code)).toEqual(codes);
  expect(reason.code).toBe(codes[0]);
  expect(explanation.fix?.map(fixText) ?? null).toEqual(fix);
});

// prettier-ignore
test.each([
  // what its author did                    group on Pod B's interface                        near misses
  ["the node's address for the Pod's",      { ingress: [`accept tcp ${NODE_A} 80`] },         ["peer-is-node", "peer-differs"]],
  ["another Pod's address",                 { ingress: [`accept tcp ${POD_A2} 80`] },         ["peer-differs"]],
  ["another port",                          { ingress: [`accept tcp ${POD_A} 8080`] },        ["port-differs"]],
  ["another protocol",                      { ingress: [`accept udp ${POD_A} 80`] },          ["protocol-differs"]],
  ["the other direction",                   { ingress: [], egress: [`accept tcp ${POD_A} 80`] }, ["other-direction"]],
  ["two things wrong: no near miss",        { ingress: [`accept tcp ${POD_A2} 8080`] },       []],
] as const)("near miss: %s", (_, group, want) => {
  const snapshot = drill({ groups: { "sg-b": group }, bound: { b: ["sg-b"] } });
  expect(explain(snapshot, flow()).blockers[0]?.nearMisses.map((miss) => miss.code)).toEqual(want);
});

test("near miss: the group of the node's primary interface", () => {
  const groups = { "sg-b": { ingress: [] }, "sg-node": { ingress: [`accept tcp ${POD_A} 80`] } };
  const explanation = explain(drill({ groups, bound: { b: ["sg-b"] }, primary: ["sg-node"] }), flow());
  expect(explanation.blockers[0]?.nearMisses).toMatchObject([{ code: "other-interface", eniId: "eni-b0" }]);
});

test("a delivered flow names the rule that is needed, and what would decide without it", () => {
  const groups = { "sg-b": { ingress: [`accept tcp ${POD_A} 80`, "accept icmp 0.0.0.0/0"] } };
  const { needed } = explain(drill({ groups, bound: { b: ["sg-b"] } }), flow());
  expect(needed).toMatchObject([
    { groupId: "sg-open", rule: 0, without: { kind: "implicit-drop" } },
    { groupId: "sg-b", rule: 0, without: { kind: "implicit-drop" } },
  ]);
});

test("an interface without groups says why", () => {
  const snapshot: Snapshot = { ...drill({ bound: { b: [] } }), eniSecurityGroups: "off" };
  const hop = filterHops(tracePath(snapshot, flow())).at(-1)!;
  expect(sentence(hopReason(snapshot, flow(), hop)).en).toMatch(/feature of VPC-CNI is off/);
});

describe("laws over random clusters", { timeout: 30_000 }, () => {
  const list = fc.array(fc.oneof(crowdedRule, fc.constantFrom(...POINTED.map(parseRule))), { maxLength: 5 });
  const cluster = fc
    .record({ inA: list, outA: list, inB: list, outB: list, both: fc.boolean() })
    .map(({ inA, outA, inB, outB, both }) => {
      const base = drill({
        groups: { "sg-a": {}, "sg-b": {} },
        bound: { a: ["sg-a"], b: both ? ["sg-a", "sg-b"] : ["sg-b"] },
      });
      const lists: Record<string, { ingress: Rule[]; egress: Rule[] }> = {
        "sg-a": { ingress: inA, egress: outA },
        "sg-b": { ingress: inB, egress: outB },
      };
      return { ...base, securityGroups: base.securityGroups.map((group) => ({ ...group, ...lists[group.id] })) };
    });
  const ends = fc.constantFrom(POD_A, POD_A2, POD_B, NODE_A, NODE_B, SPARE_B, POD_A6, POD_B6, "10.0.77.7");
  const someFlow = fc.record({
    protocol: fc.constantFrom("tcp" as const, "tcp" as const, "udp" as const, "gre" as const),
    source: ends,
    destination: ends,
    destinationPort: fc.constantFrom(80, 81, 53),
  });
  const run = (check: (snapshot: Snapshot, explanation: Explanation, flow: Flow) => void) =>
    fc.assert(
      fc.property(cluster, someFlow, (snapshot, any) => {
        check(snapshot, explain(snapshot, any), any);
      }),
      { numRuns: 600 },
    );

  test("the fix delivers the flow, and leaving out any of it doesn't", () => {
    run((snapshot, { fix }, any) => {
      const endOf = (edits: readonly Edit[]) => tracePath(applyEdits(snapshot, edits), any).disposition.kind;
      if (fix === null) return;
      expect(endOf(fix)).toBe("delivered");
      for (const index of fix.keys()) expect(endOf(fix.toSpliced(index, 1))).not.toBe("delivered");
    });
  });

  test("there is a fix, unless nobody has the address", () => {
    run((_, { fix, blockers }) => {
      const hopeless = blockers.some(({ reason }) => /^address-|^mixed/.test(reason.code));
      expect(fix === null).toBe(hopeless);
    });
  });

  test("blockers are all filters that drop, in order, reached or not", () => {
    run((_, { blockers, path }) => {
      const dropping = filterHops(path).filter((hop) => hop.verdict.action === "drop");
      expect(blockers.flatMap(({ hop }) => hop ?? [])).toEqual(dropping);
      expect(blockers.length === 0).toBe(path.disposition.kind === "delivered");
    });
  });

  test("without a needed rule the hop decides as foretold", () => {
    run((snapshot, { needed }, any) => {
      for (const { groupId, rule: index, hop, without } of needed) {
        const edit: Edit = { kind: "remove-rule", groupId, direction: hop.direction, index };
        const verdict = evaluate(applyEdits(snapshot, [edit]), hop.eniId, hop.direction, any);
        expect([verdict.action, verdict.kind]).toEqual([without.action, without.kind]);
      }
    });
  });

  test("everything can be said in both languages", () => {
    run((snapshot, { blockers, fix, reason, path }, any) => {
      const texts: Text[] = [
        sentence(reason),
        ...filterHops(path).map((hop) => sentence(hopReason(snapshot, any, hop))),
        ...blockers.flatMap((blocker) => blocker.nearMisses.map(nearMissSentence)),
        ...(fix ?? []).map(editSentence),
      ];
      for (const { zh, en } of texts) {
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(en).not.toMatch(/undefined|\[object|[\u4e00-\u9fff]/);
        expect(zh).not.toMatch(/undefined|\[object/);
      }
    });
  });
});
