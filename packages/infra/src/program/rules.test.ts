import { parseRule, printRule, RuleError } from "@podpath/scenarios";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ruleArgs, ruleText } from "./rules.ts";

describe("a rule as the provider takes it", () => {
  // prettier-ignore
  test.each([
    ["accept tcp 10.0.35.23/32 80",      { action: "ACCEPT", protocol: "TCP", port: "80", cidrBlock: "10.0.35.23/32" }],
    ["accept tcp 10.0.35.23 80,8000-8010", { action: "ACCEPT", protocol: "TCP", port: "80,8000-8010", cidrBlock: "10.0.35.23/32" }],
    ["drop udp 0.0.0.0/0 all",           { action: "DROP", protocol: "UDP", port: "ALL", cidrBlock: "0.0.0.0/0" }],
    ["accept all ::/0 all",              { action: "ACCEPT", protocol: "ALL", port: "ALL", ipv6CidrBlock: "::/0" }],
    ["accept icmp 10.0.0.0/8 all",       { action: "ACCEPT", protocol: "ICMP", port: "ALL", cidrBlock: "10.0.0.0/8" }],
    ["accept icmpv6 fd00::/8",           { action: "ACCEPT", protocol: "ICMPv6", port: "ALL", ipv6CidrBlock: "fd00::/8" }],
    ["accept tcp sg-web 80",             { action: "ACCEPT", protocol: "TCP", port: "80", sourceSecurityId: "sg-web" }],
    ["accept tcp ipm-abc 80",            { action: "ACCEPT", protocol: "TCP", port: "80", addressTemplateId: "ipm-abc" }],
    ["accept tcp ipmg-abc 80",           { action: "ACCEPT", protocol: "TCP", port: "80", addressTemplateGroup: "ipmg-abc" }],
    ["accept ppm-abc 10.0.0.0/8",        { action: "ACCEPT", serviceTemplateId: "ppm-abc", cidrBlock: "10.0.0.0/8" }],
    ["accept ppmg-abc 10.0.0.0/8 # web", { action: "ACCEPT", serviceTemplateGroup: "ppmg-abc", cidrBlock: "10.0.0.0/8", description: "web" }],
  ])("%s", (text, want) => {
    expect(ruleArgs(text)).toEqual(want);
    expect(ruleText(want)).toBe(printRule(parseRule(text)));
  });

  test("text that is no rule is refused before anything is built", () => {
    expect(() => ruleArgs("accept tcp 10.0.0.0/8")).toThrow(RuleError);
  });
});

describe("the text of a rule does not depend on", () => {
  // prettier-ignore
  test.each([
    ["the case of its words",   { action: "accept", protocol: "tcp", port: "80", cidrBlock: "10.0.35.23/32" }, "accept tcp 10.0.35.23/32 80"],
    ["how all ports are said",  { action: "ACCEPT", protocol: "ALL", port: "ALL", cidrBlock: "0.0.0.0/0" },    "accept all 0.0.0.0/0 all"],
    ["whether /32 is written",  { action: "ACCEPT", protocol: "TCP", port: "80", cidrBlock: "10.0.35.23" },    "accept tcp 10.0.35.23/32 80"],
    ["an empty remark",         { action: "DROP", protocol: "udp", port: "53", cidrBlock: "10.0.0.0/8", description: "" }, "drop udp 10.0.0.0/8 53"],
  ])("%s", (_, args, want) => expect(ruleText(args)).toBe(want));

  test("and a rule that our notation cannot say is shown all the same", () => {
    expect(
      ruleText({ action: "ACCEPT", protocol: "SCTP", port: "80", cidrBlock: "10.0.0.0/8", description: "x" }),
    ).toBe("accept sctp 10.0.0.0/8 80 # x");
  });
});

const port = fc.integer({ min: 0, max: 65_535 });
const ports = fc.oneof(
  fc.constant("all"),
  port.map(String),
  fc.tuple(port, port).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)},${a}`),
);
const peer = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map(([address, prefix]) => `${address}/${prefix}`),
  fc.constantFrom("::/0", "fd00::/8", "sg-0a1b2c3d", "ipm-0a1b2c3d", "ipmg-0a1b2c3d"),
);
const service = fc.oneof(
  fc.tuple(fc.constantFrom("tcp", "udp"), peer, ports).map((words) => words.join(" ")),
  peer.map((one) => `all ${one} all`),
  peer.map((one) => `ppm-0a1b2c3d ${one}`),
);
const rule = fc.tuple(fc.constantFrom("accept", "drop"), service).map((words) => words.join(" "));

test("to arguments and back is the same rule", () => {
  fc.assert(fc.property(rule, (text) => ruleText(ruleArgs(text)) === printRule(parseRule(text))));
});
