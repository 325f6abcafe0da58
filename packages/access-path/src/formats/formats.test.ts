import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { rule } from "../../test/arbitraries.ts";
import { parseRule, printRule } from "../index.ts";
import type { Rule } from "../index.ts";
import {
  fromPolicySet,
  fromRuleSet,
  ImportError,
  noteSentence,
  printMarkdown,
  printRuleString,
  printTable,
  printTerraform,
  ruleTable,
  textWidth,
  toPolicySet,
  toRuleSet,
} from "./index.ts";

const texts = (rules: readonly Rule[]) => rules.map(printRule);

/** As the cloud answers: every member there, those that don't apply empty. */
const answered = {
  ServiceTemplate: { ServiceId: "", ServiceGroupId: "" },
  CidrBlock: "",
  Ipv6CidrBlock: "",
  SecurityGroupId: "",
  AddressTemplate: { AddressId: "", AddressGroupId: "" },
  PolicyDescription: "",
  ModifyTime: "2022-06-09 17:18:02",
};

// prettier-ignore
test.each([
  // what it shows                     policy as the API writes it                                                                  rule
  ["an answer",                        { ...answered, PolicyIndex: 0, Protocol: "tcp", Port: "1-65535", CidrBlock: "0.0.0.0/0", Action: "ACCEPT" }, "accept tcp 0.0.0.0/0 1-65535"],
  ["everything",                       { ...answered, Protocol: "ALL", Port: "ALL", CidrBlock: "10.0.0.0/8", Action: "DROP" },       "drop all 10.0.0.0/8 all"],
  ["no port with ICMP",                { Protocol: "ICMP", CidrBlock: "10.0.0.0/8", Action: "accept" },                             "accept icmp 10.0.0.0/8 all"],
  ["IPv6",                             { Protocol: "ICMPv6", Ipv6CidrBlock: "::/0", Action: "ACCEPT" },                             "accept icmpv6 ::/0 all"],
  ["a bare address",                   { Protocol: "UDP", Port: "53", CidrBlock: "10.0.0.7", Action: "ACCEPT" },                    "accept udp 10.0.0.7/32 53"],
  ["a group",                          { Protocol: "TCP", Port: "80,90", SecurityGroupId: "sg-ohuuioma", Action: "ACCEPT" },        "accept tcp sg-ohuuioma 80,90"],
  ["templates and a note",             { ServiceTemplate: { ServiceGroupId: "ppmg-8g7k5qfq" }, AddressTemplate: { AddressId: "ipm-p5sf61yj" }, Action: "ACCEPT", PolicyDescription: "web" }, "accept ppmg-8g7k5qfq ipm-p5sf61yj # web"],
])("from the API: %s", (_, policy, want) => {
  expect(texts(fromPolicySet({ Version: "3", Ingress: [policy] }).ingress)).toEqual([want]);
});

test("the API's index puts rules in order", () => {
  const policy = (index: number, port: string) => ({
    PolicyIndex: index,
    Protocol: "TCP",
    Port: port,
    CidrBlock: "10.0.0.0/8",
    Action: "ACCEPT",
  });
  const { egress } = fromPolicySet({ Egress: [policy(1, "81"), policy(0, "80")] });
  expect(texts(egress)).toEqual(["accept tcp 10.0.0.0/8 80", "accept tcp 10.0.0.0/8 81"]);
});

test("what the cloud makes of a block is noted", () => {
  const ingress = ["0.0.0.0/8", "10.0.35.23/24", "10.0.35.0/24", "10.0.35.23"].map((CidrBlock) => ({
    Protocol: "TCP",
    Port: "80",
    CidrBlock,
    Action: "ACCEPT",
  }));
  const { notes, ingress: rules } = fromPolicySet({ Ingress: ingress });
  expect(notes).toEqual([
    { code: "zero-prefix", direction: "ingress", rule: 0, written: "0.0.0.0/8", stored: "0.0.0.0/0" },
    { code: "host-bits", direction: "ingress", rule: 1, written: "10.0.35.23/24", stored: "10.0.35.0/24" },
  ]);
  expect(texts(rules).slice(0, 2)).toEqual(["accept tcp 0.0.0.0/0 80", "accept tcp 10.0.35.0/24 80"]);
  for (const note of notes) expect(noteSentence(note).zh).toMatch(/[\u4e00-\u9fff]/);
});

// prettier-ignore
test.each([
  // what is wrong                     json                                                                                           code               where
  ["two peers",                        { Ingress: [{ Protocol: "TCP", Port: "80", CidrBlock: "10.0.0.0/8", SecurityGroupId: "sg-1", Action: "ACCEPT" }] }, "peer-ambiguous",   "Ingress[0]"],
  ["two services",                     { Egress: [{ Protocol: "TCP", ServiceTemplate: { ServiceId: "ppm-1" }, CidrBlock: "10.0.0.0/8", Action: "ACCEPT" }] }, "service-ambiguous", "Egress[0]"],
  ["the caller's own address",         { Ingress: [{ Protocol: "TCP", Port: "80", CidrBlock: "MY_PUBLIC_IP", Action: "ACCEPT" }] },   "own-address",     "Ingress[0]"],
  ["a port that is none",              { Ingress: [{ Protocol: "TCP", Port: "70000", CidrBlock: "10.0.0.0/8", Action: "ACCEPT" }] },  "rule-unreadable", "Ingress[0]"],
  ["not a list",                       { Ingress: "no" },                                                                            "not-a-list",      "Ingress"],
  ["not a rule",                       { Ingress: ["no"] },                                                                          "not-an-object",   "Ingress[0]"],
  ["not a set",                        null,                                                                                         "not-an-object",   "SecurityGroupPolicySet"],
])("refused: %s", (_, json, code, at) => {
  expect(() => fromPolicySet(json)).toThrow(ImportError);
  try {
    fromPolicySet(json);
  } catch (error) {
    expect(error).toMatchObject({ code, at });
    expect((error as ImportError).text.zh).toMatch(/[\u4e00-\u9fff]/);
  }
});

test("Terraform's properties and Pulumi's", () => {
  const lists = {
    ingress: [parseRule("accept tcp 10.0.35.23/32 80 # Pod A")],
    egress: [parseRule("accept ppmg-1 ipmg-2")],
  };
  expect(toRuleSet(lists, "terraform")).toEqual({
    ingress: [{ action: "ACCEPT", protocol: "TCP", port: "80", cidr_block: "10.0.35.23/32", description: "Pod A" }],
    egress: [{ action: "ACCEPT", service_template_group: "ppmg-1", address_template_group: "ipmg-2" }],
  });
  expect(toRuleSet(lists, "pulumi")).toEqual({
    ingresses: [{ action: "ACCEPT", protocol: "TCP", port: "80", cidrBlock: "10.0.35.23/32", description: "Pod A" }],
    egresses: [{ action: "ACCEPT", serviceTemplateGroup: "ppmg-1", addressTemplateGroup: "ipmg-2" }],
  });
});

test("a Terraform resource to paste", () => {
  const lists = { ingress: [parseRule("accept tcp 10.0.35.23/32 80 # ${Pod A}")], egress: [] };
  expect(printTerraform(lists, { name: "podpath", securityGroupId: "sg-ohuuioma" }))
    .toBe(`resource "tencentcloud_security_group_rule_set" "podpath" {
  security_group_id = "sg-ohuuioma"

  ingress {
    action      = "ACCEPT"
    protocol    = "TCP"
    port        = "80"
    cidr_block  = "10.0.35.23/32"
    description = "$\${Pod A}"
  }
}
`);
});

test("tables with the console's columns", () => {
  const rules = ["accept tcp 10.0.35.23/32 80,443 # Pod | A", "drop icmp sg-1", "drop all 0.0.0.0/0 all"].map(
    parseRule,
  );
  expect(printTable(ruleTable(rules, "ingress", "zh"))).toBe(
    [
      "序号  来源           协议端口    策略  备注",
      "0     10.0.35.23/32  TCP:80,443  允许  Pod | A",
      "1     sg-1           ICMP        拒绝",
      "2     0.0.0.0/0      ALL         拒绝",
      "",
    ].join("\n"),
  );
  expect(printMarkdown(ruleTable(rules.slice(1), "egress", "en"))).toBe(
    [
      "| #   | Destination | Protocol:port | Policy |",
      "| --- | ----------- | ------------- | ------ |",
      "| 0   | sg-1        | ICMP          | Refuse |",
      "| 1   | 0.0.0.0/0   | ALL           | Refuse |",
      "",
    ].join("\n"),
  );
  expect(printMarkdown(ruleTable(rules.slice(0, 1), "ingress", "en"))).toContain("Pod \\| A");
});

// prettier-ignore
test.each([["abc", 3], ["安全组", 6], ["ＡＢ", 4], ["e\u0301", 1], ["한국", 4], ["→", 1], ["", 0]])("width of %j", (text, width) => {
  expect(textWidth(text)).toBe(width);
});

describe("laws", { timeout: 30_000 }, () => {
  const lists = fc.record({ ingress: fc.array(rule, { maxLength: 5 }), egress: fc.array(rule, { maxLength: 5 }) });
  /** What a round trip may change: the zero prefix, which the cloud widens. */
  const stored = (rules: readonly Rule[]) =>
    rules.map((one) => parseRule(printRule(one).replace(/ 0\.0\.0\.0\/\d+/, " 0.0.0.0/0")));

  test("every form is read back to the same rules", () => {
    fc.assert(
      fc.property(lists, (both) => {
        const want = { ingress: stored(both.ingress), egress: stored(both.egress) };
        expect(fromPolicySet(JSON.parse(JSON.stringify(toPolicySet(both))))).toMatchObject(want);
        for (const style of ["terraform", "pulumi"] as const)
          expect(fromRuleSet(JSON.parse(JSON.stringify(toRuleSet(both, style))))).toMatchObject(want);
      }),
    );
  });

  test("a rule string is read back to the same rule, less its description", () => {
    fc.assert(
      fc.property(rule, (one) => {
        const { description: _, ...rest } = one;
        expect(parseRule(printRuleString(one))).toEqual(rest);
      }),
    );
  });

  test("every table is rectangular, in cells of a terminal", () => {
    fc.assert(
      fc.property(fc.array(rule, { minLength: 1, maxLength: 6 }), (rules) => {
        const lines = printMarkdown(ruleTable(rules, "ingress", "zh"))
          .trimEnd()
          .split("\n");
        expect(new Set(lines.map(textWidth)).size).toBe(1);
        expect(lines.length).toBe(rules.length + 2);
      }),
    );
  });
});
