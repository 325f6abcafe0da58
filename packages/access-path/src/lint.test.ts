import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crowdedRule } from "../test/arbitraries.ts";
import { drill } from "../test/drill.ts";
import { expectedFindings } from "../test/lint-oracle.ts";
import { accepts, everySight, firstMatch, matches } from "../test/oracle.ts";
import type { Sight } from "../test/oracle.ts";
import { allowed, findingSentence, lint, lintFilter, makeFilter, overPermissive, parseRule, sameSet } from "./index.ts";
import type { Finding, Rule, Witness } from "./index.ts";

const filterOf = (rules: readonly Rule[]) => makeFilter([{ id: "sg-one", ingress: rules }], "ingress");
const inShort = (finding: Finding) =>
  `${finding.at?.rule} ${finding.code}${"by" in finding ? ` by ${finding.by.map((by) => by.rule).join()}` : ""}`;

// prettier-ignore
test.each([
  // what it shows                                 rules                                                                                      findings
  ["nothing odd",                                  ["accept tcp 10.0.0.0/24 80", "accept tcp 10.0.1.0/24 80"],                                []],
  ["an exception above the rule is fine",          ["drop tcp 10.0.0.7/32 80", "accept tcp 10.0.0.0/24 80"],                                  []],
  ["a rule below a wider drop does nothing",       ["drop all 0.0.0.0/0 all", "accept tcp 10.0.35.23/32 80"],                                 ["1 shadowed by 0"]],
  ["the same rule twice: the lower one",           ["accept tcp 10.0.0.0/24 80", "accept tcp 10.0.0.0/24 80"],                                ["1 redundant by 0"]],
  ["a narrower rule above a wider one",            ["accept tcp 10.0.0.0/25 80", "accept tcp 10.0.0.0/24 80"],                                ["0 redundant by 1"]],
  ["a final drop says what is implied",            ["accept tcp 10.0.0.0/24 80", "drop all 0.0.0.0/0 all"],                                   ["1 redundant by "]],
  ["two rules hide a third together",              ["drop tcp 10.0.0.0/25 80", "accept tcp 10.0.0.128/25 80", "accept tcp 10.0.0.0/24 80"],   ["1 redundant by 2", "2 shadowed by 0,1"]],
  ["only the order decides",                       ["drop tcp 10.0.0.0/8 all", "accept tcp 0.0.0.0/0 80"],                                      ["1 order-decides by 0"]],
  ["the zero prefix",                              ["accept tcp 0.0.0.0/8 80"],                                                               ["0 zero-prefix"]],
  ["a group that nobody is in",                    ["accept tcp sg-nobody00 80"],                                                             ["0 matches-nothing"]],
])("lint: %s", (_, rules, want) => expect(lintFilter(filterOf(rules.map(parseRule))).map(inShort)).toEqual(want));

test("groups bound to one interface hide each other's rules", () => {
  const groups = {
    "sg-a": { ingress: ["drop tcp 0.0.0.0/0 80"] },
    "sg-b": { ingress: ["accept tcp 10.0.35.23/32 80"] },
  };
  const findings = lint(drill({ groups, bound: { b: ["sg-a", "sg-b"] } }), "eni-b1", "ingress");
  expect(findings.find((finding) => finding.code === "shadowed")).toMatchObject({
    at: { groupId: "sg-b", rule: 0 },
    by: [{ groupId: "sg-a", rule: 0 }],
    witness: { peer: "10.0.35.23", protocol: "tcp", port: 80 },
  });
});

test("members of a family that the protocol doesn't have count for nothing: an exception stays an exception", () => {
  const groups = { "sg-b": { ingress: ["drop icmp sg-open all", "accept icmp 0.0.0.0/0"] } };
  expect(lint(drill({ groups, bound: { b: ["sg-b"] } }), "eni-b1", "ingress")).toEqual([]);
});

test("the witness of a zero prefix is let by against the author's intention", () => {
  const [finding] = lintFilter(filterOf([parseRule("accept tcp 0.0.0.0/8 8000-8010")]));
  expect(finding?.witness).toEqual({ peer: "198.51.100.7", protocol: "tcp", port: 8000 });
});

test("what is allowed beyond what is tolerated, by rule", () => {
  const filter = filterOf(
    ["accept tcp 10.0.35.23/32 80", "accept tcp 10.0.0.0/8 80", "accept udp 10.0.35.23/32 53"].map(parseRule),
  );
  const tolerated = allowed(filterOf([parseRule("accept tcp 10.0.35.0/24 80"), parseRule("accept udp 10.0.0.0/8 53")]));
  expect(overPermissive(filter, tolerated)).toMatchObject([{ code: "over-permissive", at: { rule: 1 } }]);
  expect(overPermissive(makeFilter([], "ingress"), tolerated)).toMatchObject([{ at: null, witness: { port: 80 } }]);
});

describe("against brute force over every flow", { timeout: 30_000 }, () => {
  test("every finding is right, none is missing, covers are smallest, witnesses show it", () => {
    const rules = fc.array(crowdedRule, { maxLength: 7 });
    fc.assert(
      fc.property(rules, (list) => checkAgainstOracle(list)),
      { numRuns: 300 },
    );
  });

  test("over-permissive names exactly the rules that accept a flow which isn't tolerated", () => {
    const rules = fc.array(crowdedRule, { maxLength: 7 });
    fc.assert(
      fc.property(rules, rules, (list, tolerated) => {
        const findings = overPermissive(filterOf(list), allowed(filterOf(tolerated)));
        const beyond = everySight([...list, ...tolerated]).filter(
          (sight) => accepts(list, sight) && !accepts(tolerated, sight),
        );
        const guilty = new Set(beyond.map((sight) => firstMatch(list, sight)));
        expect(new Set(findings.map((finding) => finding.at?.rule))).toEqual(guilty);
        for (const { at, witness } of findings) {
          const sight = sightOf(witness ?? { peer: "", protocol: "tcp", port: null });
          expect([firstMatch(list, sight), accepts(tolerated, sight)]).toEqual([at?.rule, false]);
        }
      }),
    );
  });

  test("redundant rules can go, each alone and all together; so can a shadowed one", () => {
    fc.assert(
      fc.property(fc.array(crowdedRule, { maxLength: 30 }), (list) => {
        const before = allowed(filterOf(list));
        const findings = lintFilter(filterOf(list));
        const without = (gone: readonly Finding[]) =>
          allowed(filterOf(list.filter((_, index) => !gone.some((finding) => finding.at?.rule === index))));
        const redundant = findings.filter(({ code }) => code === "redundant");
        expect(sameSet(before, without(redundant))).toBe(true);
        for (const finding of findings.filter(({ code }) => code === "redundant" || code === "shadowed"))
          expect(sameSet(before, without([finding]))).toBe(true);
      }),
    );
  });
});

function checkAgainstOracle(rules: readonly Rule[]): void {
  const findings = lintFilter(filterOf(rules));
  const expected = expectedFindings(rules);
  expect(findings.map(({ code, at }) => `${at?.rule} ${code}`)).toEqual(
    expected.map(({ code, rule }) => `${rule} ${code}`),
  );
  for (const [index, finding] of findings.entries()) {
    const size = expected[index]?.coverSize ?? null;
    if (size !== null && "by" in finding) expect(finding.by.length).toBe(size);
    if (finding.code === "shadowed") expect(finding.smallest).toBe(true);
    expect(showsIt(rules, finding)).toBe(true);
  }
}

/** Is the witness a flow of the rule, decided as the code says? */
function showsIt(rules: readonly Rule[], finding: Finding): boolean {
  const own = finding.at?.rule ?? -1;
  const rule = rules[own];
  if (finding.witness === null || rule === undefined) return false;
  const sight = sightOf(finding.witness);
  const first = firstMatch(rules, sight) ?? -1;
  switch (finding.code) {
    case "shadowed":
      return matches(rule, sight) && first < own && rules[first]?.action !== rule.action;
    case "order-decides":
      return matches(rule, sight) && first === finding.by[0]?.rule;
    case "redundant":
      return matches(rule, sight);
    default:
      return false;
  }
}

function sightOf({ peer, protocol, port }: Witness): Sight {
  return { peer, protocol, port: port ?? 0 };
}

test("every finding can be said in both languages", () => {
  const rules = fc.array(
    fc.oneof(crowdedRule, fc.constantFrom(parseRule("drop gre 0.0.0.0/9 all"), parseRule("accept ppm-1 sg-1"))),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(rules, (list) => {
      const filter = filterOf(list);
      const excess = overPermissive(filter, allowed(filterOf(list.slice(1))));
      for (const finding of [...lintFilter(filter), ...excess, ...overPermissive(makeFilter([], "ingress"), [])]) {
        const { zh, en } = findingSentence(finding, "ingress");
        expect(zh).toMatch(/[\u4e00-\u9fff]/);
        expect(`${zh}${en}`).not.toMatch(/undefined|null|\[object/);
        expect(en).not.toMatch(/[\u4e00-\u9fff]/);
      }
    }),
  );
});
