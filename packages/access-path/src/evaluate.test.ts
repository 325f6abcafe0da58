import { expect, test } from "vitest";
import { drill, POD_A, POD_A6, POD_B, POD_B6 } from "../test/drill.ts";
import { decide, evaluate, makeFilter, parseRule } from "./index.ts";
import type { Flow } from "./index.ts";

const drop = (rule: number | null) => ({ action: "drop", rule });
const accept = (rule: number | null) => ({ action: "accept", rule });

// prettier-ignore
test.each([
  // what it shows                      rules, highest priority first                                from          protocol  port   want
  ["an empty list drops",               [],                                                          "10.0.1.5",   "tcp",    80,    drop(null)],
  ["the first match decides",           ["drop tcp 10.0.1.0/24 all", "accept tcp 0.0.0.0/0 all"],    "10.0.1.5",   "tcp",    80,    drop(0)],
  ["a later rule is asked next",        ["drop tcp 10.0.1.0/24 all", "accept tcp 0.0.0.0/0 all"],    "10.0.2.5",   "tcp",    80,    accept(1)],
  ["another port doesn't match",        ["accept tcp 0.0.0.0/0 22"],                                 "10.0.1.5",   "tcp",    80,    drop(null)],
  ["a list of ports",                   ["accept tcp 0.0.0.0/0 22,80-90"],                           "10.0.1.5",   "tcp",    85,    accept(0)],
  ["the last port of a range",          ["accept tcp 0.0.0.0/0 80-90"],                              "10.0.1.5",   "tcp",    90,    accept(0)],
  ["one after it",                      ["accept tcp 0.0.0.0/0 80-90"],                              "10.0.1.5",   "tcp",    91,    drop(null)],
  ["UDP isn't TCP",                     ["accept udp 0.0.0.0/0 80"],                                 "10.0.1.5",   "tcp",    80,    drop(null)],
  ["ping isn't TCP",                    ["accept tcp 0.0.0.0/0 all"],                                "10.0.1.5",   "icmp",   null,  drop(null)],
  ["ICMP",                              ["accept icmp 0.0.0.0/0"],                                   "10.0.1.5",   "icmp",   null,  accept(0)],
  ["all takes every protocol",          ["accept all 10.0.0.0/8 all"],                               "10.0.1.5",   "gre",    null,  accept(0)],
  ["also one that has no name",         ["accept all 10.0.0.0/8 all"],                               "10.0.1.5",   "other",  null,  accept(0)],
  ["named protocols aren't all",        ["accept gre 0.0.0.0/0"],                                    "10.0.1.5",   "other",  null,  drop(null)],
  ["IPv4 blocks don't take IPv6",       ["accept all 0.0.0.0/0 all"],                                "fd00::5",    "tcp",    80,    drop(null)],
  ["IPv6 has its own blocks",           ["accept all 0.0.0.0/0 all", "accept all fd00::/64 all"],    "fd00::5",    "tcp",    80,    accept(1)],
  ["ICMPv6",                            ["accept icmpv6 ::/0"],                                      "fd00::5",    "icmpv6", null,  accept(0)],
] as const)("ingress: %s", (_, rules, source, protocol, destinationPort, want) => {
  const groups = [{ id: "sg-one", ingress: rules.map(parseRule), egress: [] }];
  const flow = { protocol, source, destination: source.includes(":") ? "fd00::9" : "10.9.9.9", destinationPort };
  expect(decide(makeFilter(groups, "ingress"), flow)).toMatchObject(want);
});

const toB: Flow = { protocol: "tcp", source: POD_A, destination: POD_B, destinationPort: 80 };

// prettier-ignore
test.each([
  // what it shows                                  rules by group, in binding order                                        want
  ["groups are asked in binding order",             { "sg-1": ["drop tcp 10.0.0.0/8 80"], "sg-2": ["accept tcp 10.0.0.0/8 80"] }, { action: "drop", groupId: "sg-1", rule: 0 }],
  ["the implicit drop waits for the last group",    { "sg-1": ["accept tcp 10.0.0.0/8 22"], "sg-2": ["accept tcp 10.0.0.0/8 80"] }, { action: "accept", groupId: "sg-2", rule: 0 }],
  ["an empty group decides nothing",                { "sg-1": [], "sg-2": ["accept tcp 10.0.0.0/8 80"] },                   { action: "accept", groupId: "sg-2", rule: 0 }],
  ["only empty groups drop",                        { "sg-1": [], "sg-2": [] },                                             { kind: "implicit-drop", groupId: null, rule: null }],
  ["no group filters nothing",                      {},                                                                     { kind: "unfiltered", action: "accept", groupId: null }],
  ["a group as peer is its members' addresses",     { "sg-1": ["accept tcp sg-open 80"] },                                  { action: "accept", rule: 0 }],
  ["a group that is bound to nobody",               { "sg-1": ["accept tcp sg-nobody00 80"] },                              { kind: "implicit-drop" }],
  ["a group may name itself",                       { "sg-1": ["accept tcp sg-1 80"] },                                     { kind: "implicit-drop" }],
  ["an address template",                           { "sg-1": ["accept tcp ipm-client01 80"] },                             { action: "accept", rule: 0 }],
  ["an unknown address template",                   { "sg-1": ["accept tcp ipm-gone0000 80"] },                             { kind: "implicit-drop" }],
  ["a service template",                            { "sg-1": ["accept ppm-webports 0.0.0.0/0"] },                          { action: "accept", rule: 0 }],
  ["an unknown service template",                   { "sg-1": ["accept ppm-gone0000 0.0.0.0/0"] },                          { kind: "implicit-drop" }],
] as const)("at Pod B's interface: %s", (_, rules, want) => {
  const groups = Object.fromEntries(Object.entries(rules).map(([id, ingress]) => [id, { ingress }]));
  const snapshot = drill({ groups, bound: { b: Object.keys(rules) } });
  expect(evaluate(snapshot, "eni-b1", "ingress", toB)).toMatchObject(want);
});

test("group and template peers hold IPv6 addresses too", () => {
  const groups = { "sg-1": { ingress: ["accept tcp sg-open 80", "accept udp ipm-client01 53"] } };
  const snapshot = drill({ groups, bound: { b: ["sg-1"] } });
  const flow = { source: POD_A6, destination: POD_B6 };
  const verdict = (protocol: "tcp" | "udp", destinationPort: number) =>
    evaluate(snapshot, "eni-b1", "ingress", { ...flow, protocol, destinationPort });
  expect(verdict("tcp", 80)).toMatchObject(accept(0));
  expect(verdict("udp", 53)).toMatchObject(accept(1));
  expect(verdict("udp", 54)).toMatchObject(drop(null));
});

test("egress asks for the destination", () => {
  const snapshot = drill({ groups: { "sg-1": { egress: [`accept tcp ${POD_B} 80`] } }, bound: { a: ["sg-1"] } });
  expect(evaluate(snapshot, "eni-a1", "egress", toB)).toMatchObject(accept(0));
  expect(evaluate(snapshot, "eni-a1", "egress", { ...toB, destination: POD_A })).toMatchObject(drop(null));
});

test("an interface that the snapshot doesn't hold is our bug, and says which", () => {
  expect(() => evaluate(drill(), "eni-nowhere", "ingress", toB)).toThrow(/eni-nowhere/);
});
