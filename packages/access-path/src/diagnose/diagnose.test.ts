import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crowdedRule } from "../../test/arbitraries.ts";
import { drill, NODE_B, POD_A, POD_A2, POD_A6, POD_B, SPARE_B } from "../../test/drill.ts";
import type { DrillOptions } from "../../test/drill.ts";
import { applyEdits, filterHops, parseRule, printRule, tracePath } from "../index.ts";
import type { AddressTemplate, Flow, Snapshot } from "../index.ts";
import { diagnose, doubtSentence, NO_BLIND_SPOTS, whereLost } from "./index.ts";
import type { BlindSpots, Diagnosis, Doubt } from "./index.ts";

const flow = (to: Partial<Flow> = {}): Flow => ({
  protocol: "tcp",
  source: POD_A,
  destination: POD_B,
  destinationPort: 80,
  ...to,
});
const blind = (spots: Partial<BlindSpots>): BlindSpots => ({ ...NO_BLIND_SPOTS, ...spots });
const unreadGroup = (id: string) => blind({ groups: new Set([id]) });
const NO_TEMPLATES = blind({ addressTemplates: "every" });

const GROUPS = {
  "sg-ssh": { ingress: ["accept tcp 0.0.0.0/0 22"] },
  "sg-mute": { egress: [] },
  "sg-list": { ingress: ["accept tcp ipm-offices1 80"] },
  "sg-ban": { ingress: ["drop all ipm-offices1 all", "accept all 0.0.0.0/0 all"] },
  "sg-ban-all": { ingress: ["drop all ipm-offices1 all", "accept tcp 0.0.0.0/0 22"] },
  "sg-any": { ingress: ["accept tcp ipm-offices1 80", "accept all 0.0.0.0/0 all"] },
  "sg-web": { ingress: ["accept ppm-secrets1 0.0.0.0/0"] },
};
const MODE = { code: "mode", networkType: "GR", vpcCniType: "" } as const;
const NOT_READY = {
  code: "pod-not-ready",
  end: "destination",
  namespace: "default",
  pod: "b",
  state: "ErrImagePull",
} as const;
const ACL = { code: "network-acl", subnetId: "subnet-drill01", aclId: "acl-1" } as const;

const codes = ({ verdict, ends, blockers, doubts }: Diagnosis) => [
  verdict,
  ends,
  blockers.map(({ reason }) => reason.code).join(),
  doubts.map(({ code }) => code).join(),
];

// prettier-ignore
test.each<[string, DrillOptions["bound"], Partial<Flow>, BlindSpots, ReturnType<typeof codes>]>([
  // what it shows                                    groups bound                       flow                          not seen                                   verdict, ends, blockers, doubts
  ["all seen, all open",                              {},                                {},                           NO_BLIND_SPOTS,                            ["open", "connected", "", ""]],
  ["all seen, a drop",                                { b: ["sg-ssh"] },                 {},                           NO_BLIND_SPOTS,                            ["blocked", "silence", "no-match", ""]],
  ["a port that no container declares",               {},                                { destinationPort: 8080 },    NO_BLIND_SPOTS,                            ["unknown", "unknown", "", "port-undeclared"]],
  ["the same, and a drop before it",                  { b: ["sg-ssh"] },                 { destinationPort: 8080 },    NO_BLIND_SPOTS,                            ["blocked", "silence", "no-match", "port-undeclared"]],
  ["to a Service nothing is known, not even a drop",  { a: ["sg-mute"] },                { destination: "172.18.0.1" },blind({ aside: [{ code: "service-address", address: "172.18.0.1" }] }), ["unknown", "unknown", "", "service-address"]],
  ["to the internet neither",                         { a: ["sg-mute"] },                { destination: "203.0.113.7" },blind({ aside: [{ code: "outside-vpc", address: "203.0.113.7" }] }), ["unknown", "unknown", "", "outside-vpc"]],
  ["a Pod that isn't ready",                          {},                                {},                           blind({ aside: [NOT_READY] }),             ["unknown", "unknown", "", "pod-not-ready"]],
  ["and a drop on the way to it",                     { b: ["sg-ssh"] },                 {},                           blind({ aside: [NOT_READY] }),             ["blocked", "silence", "no-match", "pod-not-ready"]],
  ["nobody has the address, of all that is read",     {},                                { destination: "10.0.35.99" },NO_BLIND_SPOTS,                            ["unknown", "unknown", "", "address-unknown"]],
  ["an address outside, and the way out is closed",   { a: ["sg-mute"] },                { destination: "203.0.113.7" },NO_BLIND_SPOTS,                           ["blocked", "silence", "no-rules", "address-unknown"]],
  ["an address of a node's that no Pod has",          {},                                { destination: SPARE_B },     NO_BLIND_SPOTS,                            ["blocked", "silence", "address-spare", ""]],
  ["the same, when Pods could not be listed",         {},                                { destination: SPARE_B },     blind({ aside: [{ code: "pods-unread", address: SPARE_B }] }), ["unknown", "unknown", "", "pods-unread"]],
  ["a bound group that nobody has read",              { b: ["sg-ssh", "sg-open"] },      {},                           unreadGroup("sg-ssh"),                     ["unknown", "unknown", "", "group-unread"]],
  ["an unread group hides no drop elsewhere",         { a: ["sg-mute"], b: ["sg-ssh"] }, {},                           unreadGroup("sg-ssh"),                     ["blocked", "silence", "no-rules", "group-unread"]],
  ["an unread group behind lists that don't match",   { b: ["sg-ban-all", "sg-ssh"] },   {},                           unreadGroup("sg-ssh"),                     ["unknown", "unknown", "", "group-unread"]],
  ["a rule's template unread",                        { b: ["sg-list"] },                {},                           NO_TEMPLATES,                              ["unknown", "unknown", "", "template-unread"]],
  ["an unread ban above everything",                  { b: ["sg-ban"] },                 {},                           NO_TEMPLATES,                              ["unknown", "unknown", "", "template-unread"]],
  ["an unread ban above a drop: a drop either way",   { b: ["sg-ban-all"] },             {},                           NO_TEMPLATES,                              ["blocked", "silence", "no-match", ""]],
  ["an unread accept above one: open either way",     { b: ["sg-any"] },                 {},                           NO_TEMPLATES,                              ["open", "connected", "", ""]],
  ["a template of services unread",                   { b: ["sg-web"] },                 {},                           blind({ serviceTemplates: new Set(["ppm-secrets1"]) }), ["unknown", "unknown", "", "template-unread"]],
  ["a mode that isn't modelled voids even a drop",    { b: ["sg-ssh"] },                 {},                           blind({ aside: [MODE] }),                  ["unknown", "unknown", "", "mode"]],
  ["a network ACL may only close",                    { b: ["sg-ssh"] },                 {},                           blind({ aside: [ACL] }),                   ["blocked", "silence", "no-match", "network-acl"]],
  ["and an open path with one isn't known to be open",{},                                {},                           blind({ aside: [ACL] }),                   ["unknown", "unknown", "", "network-acl"]],
  ["on one node no group is asked, read or not",      { a: ["sg-mute"] },                { destination: POD_A2 },      unreadGroup("sg-mute"),                    ["open", "connected", "", ""]],
  ["to a node",                                       { b: ["sg-mute"] },                { destination: NODE_B },      NO_BLIND_SPOTS,                            ["open", "connected", "", ""]],
  ["families mixed",                                  {},                                { source: POD_A6 },           NO_BLIND_SPOTS,                            ["blocked", "unreachable", "mixed-families", ""]],
])("%s", (_, bound = {}, to, spots, want) => {
  const templates: AddressTemplate[] = [{ id: "ipm-offices1", name: "offices", cidrs: [] }];
  const snapshot = { ...drill({ groups: GROUPS, bound }), addressTemplates: templates };
  expect(codes(diagnose(snapshot, flow(to), spots))).toEqual(want);
});

describe("a secondary interface without groups", () => {
  const unbound = drill({ bound: { b: [] } });

  test.each(["on", "off"] as const)("is unfiltered while the feature is known to be %s", (eniSecurityGroups) => {
    expect(diagnose({ ...unbound, eniSecurityGroups }, flow(), NO_BLIND_SPOTS).verdict).toBe("open");
  });

  test("is not known to be while the feature isn't", () => {
    const snapshot = { ...unbound, eniSecurityGroups: "unknown" } as const;
    const { verdict, doubts } = diagnose(snapshot, flow(), NO_BLIND_SPOTS);
    expect([verdict, doubts]).toEqual(["unknown", [{ code: "feature-unknown", eniId: "eni-b1" }]]);
    expect(diagnose({ ...drill(), eniSecurityGroups: "unknown" }, flow(), NO_BLIND_SPOTS).verdict).toBe("open");
  });
});

test("a group that the snapshot doesn't hold is an unread one", () => {
  const snapshot = drill({ bound: { b: ["sg-open"] } });
  const securityGroups = snapshot.securityGroups.filter(({ id }) => id !== "sg-open");
  const { doubts, path } = diagnose({ ...snapshot, securityGroups }, flow(), NO_BLIND_SPOTS);
  expect(doubts).toEqual([
    { code: "group-unread", eniId: "eni-a1", groupId: "sg-open" },
    { code: "group-unread", eniId: "eni-b1", groupId: "sg-open" },
  ]);
  expect(path.hops.filter(({ reached }) => reached)).toHaveLength(3); // Pod, node, and the interface that may drop
});

describe("the remedy", () => {
  test("says what it opens on the way and elsewhere, exactly", () => {
    const snapshot = drill({
      groups: { "sg-shared": { ingress: ["accept tcp 0.0.0.0/0 22"] } },
      bound: { a: ["sg-shared"], b: ["sg-shared"] },
      primary: ["sg-shared"],
    });
    const { remedy } = diagnose(snapshot, flow(), NO_BLIND_SPOTS);
    expect(remedy?.after).toBe("open");
    expect(remedy?.opens.map(({ eniId, onPath }) => [eniId, onPath])).toEqual([
      ["eni-a0", false],
      ["eni-a1", false],
      ["eni-b0", false],
      ["eni-b1", true],
    ]);
    for (const { opened } of remedy?.opens ?? [])
      expect(opened).toEqual([
        { peers: [`${POD_A}/32`], protocols: ["tcp"], ports: ["80"], by: { groupId: "sg-shared", rule: 1 } },
      ]);
  });

  test("goes above a rule that may drop, since otherwise it may not help", () => {
    const snapshot = { ...drill({ groups: GROUPS, bound: { b: ["sg-ban-all"] } }), addressTemplates: [] };
    const { remedy } = diagnose(snapshot, flow(), NO_BLIND_SPOTS);
    const edits = remedy?.edits.map((edit) => edit.kind === "insert-rule" && [edit.index, printRule(edit.rule)]);
    expect(edits).toEqual([[0, `accept tcp ${POD_A}/32 80`]]);
    expect(remedy?.opens).toMatchObject([{ eniId: "eni-b1", opened: null }]);
  });

  test("of what is known, when the rest isn't: the path may still be closed", () => {
    const snapshot = drill({ groups: GROUPS, bound: { a: ["sg-mute"], b: ["sg-ssh"] } });
    expect(diagnose(snapshot, flow(), unreadGroup("sg-ssh")).remedy).toMatchObject({
      edits: [{ groupId: "sg-mute", direction: "egress" }],
      after: "unknown",
    });
  });

  test("there is none for an address that nobody has", () => {
    expect(diagnose(drill(), flow({ destination: SPARE_B }), NO_BLIND_SPOTS).remedy).toBeNull();
  });
});

/** What the snapshot may really be: the unread group has this rule, the unread template these blocks. */
function truthOf(seen: Snapshot, rule: string, cidrs: readonly string[]): Snapshot {
  const own = [parseRule(rule)];
  return {
    ...seen,
    securityGroups: seen.securityGroups.map((group) =>
      group.id === "sg-unread" ? { ...group, ingress: own, egress: own } : group,
    ),
    addressTemplates: [{ id: "ipm-offices1", name: "", cidrs }],
  };
}

const ruleText = fc.oneof(
  crowdedRule.map(printRule),
  fc.constantFrom("accept tcp ipm-offices1 80", "drop all ipm-offices1 all"),
  fc.constantFrom(`accept tcp ${POD_A} 80`, `accept tcp ${POD_B} 80,443`, "accept all 10.0.0.0/8"),
);
const clusters = fc.record({
  first: fc.array(ruleText, { maxLength: 4 }),
  second: fc.array(ruleText, { maxLength: 4 }),
  a: fc.shuffledSubarray(["sg-a", "sg-b", "sg-unread"], { minLength: 1 }),
  b: fc.shuffledSubarray(["sg-a", "sg-b", "sg-unread"], { minLength: 1 }),
  destinationPort: fc.constantFrom(80, 443),
  /** What nobody has read. */
  unreadRule: fc.constantFrom(
    "accept tcp 10.0.35.0/24 80",
    "drop all 0.0.0.0/0",
    "accept all 0.0.0.0/0",
    "drop udp ::/0 all",
  ),
  held: fc.constantFrom<readonly string[]>([], [`${POD_A}/32`], [`${POD_B}/32`], ["0.0.0.0/0"]),
});

test("law: whatever the unseen is, open delivers, blocked doesn't, and a remedy that says so opens", () => {
  const counts = { open: 0, blocked: 0, unknown: 0 };
  fc.assert(
    fc.property(clusters, ({ first, second, a, b, destinationPort, unreadRule, held }) => {
      const groups = {
        "sg-a": { ingress: first, egress: second },
        "sg-b": { ingress: second, egress: first },
        "sg-unread": {},
      };
      const seen = { ...drill({ groups, bound: { a, b } }), addressTemplates: [] };
      const spots = blind({ groups: new Set(["sg-unread"]), addressTemplates: "every" });
      const asked = flow({ destinationPort });
      const { verdict, remedy } = diagnose(seen, asked, spots);
      counts[verdict] += 1;
      const real = truthOf(seen, unreadRule, held);
      const delivers = (snapshot: Snapshot) => tracePath(snapshot, asked).disposition.kind === "delivered";
      if (verdict !== "unknown") expect(delivers(real)).toBe(verdict === "open");
      if (remedy?.after === "open") expect(delivers(applyEdits(real, remedy.edits))).toBe(true);
    }),
    { numRuns: 2_000 },
  );
  console.log(`diagnoses held against what the unseen may be: ${JSON.stringify(counts)}`);
  for (const count of Object.values(counts)) expect(count).toBeGreaterThan(20);
});

test("without blind spots it says what the path says", () => {
  const path = tracePath(drill({ groups: GROUPS, bound: { b: ["sg-ssh"] } }), flow());
  const diagnosis = diagnose(drill({ groups: GROUPS, bound: { b: ["sg-ssh"] } }), flow(), NO_BLIND_SPOTS);
  expect(diagnosis.path).toEqual({ flow: path.flow, route: path.route, hops: path.hops });
  expect(diagnosis.filters.map(({ hop }) => hop)).toEqual(filterHops(path));
});

describe("where a packet was lost that all groups let by", () => {
  const filters = filterHops(tracePath(drill(), flow()));
  const moved = (...enis: string[]) =>
    enis.map((eniId) => ({
      eniId,
      groupId: "sg-open",
      direction: eniId === "eni-a1" ? ("egress" as const) : ("ingress" as const),
      rule: 0,
      packets: 3,
    }));

  // prettier-ignore
  test.each([
    ["no counter moved: it never came to the first interface", moved(),                   "before"],
    ["the first moved alone: it was lost between",             moved("eni-a1"),           "between"],
    ["both moved: behind the last, or its reply",              moved("eni-a1", "eni-b1"), "after"],
    ["nothing is counted",                                     null,                      "unseen"],
  ])("%s", (_, counters, code) => expect(whereLost(filters, counters).code).toBe(code));
});

test("every doubt has a sentence in both languages", () => {
  const by = { groupId: "sg-1", rule: 0, text: "accept tcp ipm-1 80" };
  const doubts: readonly Doubt[] = [
    { code: "group-unread", eniId: "eni-1", groupId: "sg-1" },
    { code: "template-unread", eniId: "eni-1", by, templateId: "ipm-1" },
    { code: "feature-unknown", eniId: "eni-1" },
    MODE,
    { code: "mode", networkType: "", vpcCniType: "" },
    { code: "no-interface", end: "source", address: POD_A },
    { code: "no-interface", end: "destination", address: POD_A },
    { code: "interfaces-unread" },
    { code: "pods-unread", address: POD_A },
    ACL,
    { code: "subnets-unread" },
    { code: "network-policy", namespace: "default", names: ["deny", "allow"] },
    { code: "network-policies-unread", namespace: "default" },
    { code: "address-unknown", address: POD_A },
    { code: "service-address", address: POD_A },
    { code: "outside-vpc", address: POD_A },
    { code: "vpc-unread", address: POD_A },
    NOT_READY,
    { ...NOT_READY, end: "source" },
    { code: "port-undeclared", pod: "b", service: "tcp 8080", declared: [] },
  ];
  for (const { zh, en } of doubts.map(doubtSentence)) {
    expect(zh).toMatch(/\p{Script=Han}/u);
    expect(en).not.toMatch(/\p{Script=Han}/u);
  }
});
