import { describe, expect, test } from "vitest";
import { baseDrill, group } from "../../test/base-drill.ts";
import { lookupOf, matchesOf } from "./matches.ts";
import { renderChange } from "./nft-change.ts";
import { NO_RULESET, renderBase, renderRuleset } from "./nft.ts";
import { parseRule, type Snapshot } from "@podpath/access-path";

const TEMPLATES: Partial<Snapshot> = {
  addressTemplates: [
    { id: "ipm-mixed001", name: "mixed", cidrs: ["10.1.0.0/16", "10.1.2.0/24", "fd00::/8", "10.0.0.0/16"] },
    { id: "ipm-every001", name: "everybody", cidrs: ["10.1.0.0/16", "0.0.0.0/0"] },
    { id: "ipm-nobody01", name: "nobody", cidrs: [] },
  ],
  serviceTemplates: [
    {
      id: "ppm-web00001",
      name: "web",
      services: [
        {
          kind: "ports",
          protocol: "tcp",
          ports: [
            { from: 443, to: 443 },
            { from: 80, to: 80 },
          ],
        },
        { kind: "protocol", protocol: "icmp" },
      ],
    },
  ],
};

describe("what a rule matches", () => {
  // prettier-ignore
  test.each([
    // what it shows                        rule                                       in nft's words
    ["one port",                            "accept tcp 10.0.35.23/32 80",             ["ip saddr 10.0.35.23/32 tcp dport 80"]],
    ["everybody",                           "accept tcp 0.0.0.0/0 80",                 ["meta nfproto ipv4 tcp dport 80"]],
    ["every port",                          "accept udp 10.0.0.0/8 all",               ["ip saddr 10.0.0.0/8 meta l4proto udp"]],
    ["ports in order, those that touch as one", "accept tcp 10.0.0.0/8 443,80-90,85-100,101,22", ["ip saddr 10.0.0.0/8 tcp dport { 22, 80-101, 443 }"]],
    ["every protocol",                      "drop all 10.0.0.0/8",                     ["ip saddr 10.0.0.0/8"]],
    ["ICMP",                                "accept icmp 10.0.0.0/8",                  ["ip saddr 10.0.0.0/8 meta l4proto icmp"]],
    ["GRE",                                 "accept gre 10.0.0.0/8",                   ["ip saddr 10.0.0.0/8 meta l4proto gre"]],
    ["IPv6",                                "accept tcp fd00::/64 80",                 ["ip6 saddr fd00::/64 tcp dport 80"]],
    ["ICMP for IPv6, from everybody",       "accept icmpv6 ::/0",                      ["meta nfproto ipv6 meta l4proto ipv6-icmp"]],
    ["a group: both families",              "accept tcp sg-drill001 80",               ["ip saddr @sg-drill001/members-v4 tcp dport 80", "ip6 saddr @sg-drill001/members-v6 tcp dport 80"]],
    ["ICMP from a group is IPv4's",         "accept icmp sg-drill001",                 ["ip saddr @sg-drill001/members-v4 meta l4proto icmp"]],
    ["a template: no block in another",     "accept udp ipm-mixed001 53",              ["ip saddr { 10.0.0.0/16, 10.1.0.0/16 } udp dport 53", "ip6 saddr fd00::/8 udp dport 53"]],
    ["a template that holds everybody",     "accept all ipm-every001",                 ["meta nfproto ipv4"]],
    ["a template that holds nobody",        "accept all ipm-nobody01",                 []],
    ["a template that doesn't exist",       "accept all ipm-gone0001",                 []],
    ["a template of services",              "accept ppm-web00001 10.0.0.0/8",          ["ip saddr 10.0.0.0/8 tcp dport { 80, 443 }", "ip saddr 10.0.0.0/8 meta l4proto icmp"]],
  ])("%s", (_, rule, want) => {
    expect(matchesOf(parseRule(rule), "ingress", lookupOf(baseDrill(TEMPLATES)))).toEqual(want);
  });

  test("the far end of an egress rule is the destination", () => {
    expect(matchesOf(parseRule("accept tcp 10.0.35.23/32 80"), "egress", lookupOf(baseDrill()))).toEqual([
      "ip daddr 10.0.35.23/32 tcp dport 80",
    ]);
  });
});

describe("the rules of an interface", () => {
  const rules = ["accept tcp 10.0.35.23/32 80", "drop all 0.0.0.0/0", "accept tcp 10.0.35.23/32 80"];
  const ruleset = renderRuleset(baseDrill({ securityGroups: [group("sg-drill001", rules, [])] }));

  test("are a chain a group, a line a rule, with the place in the comment and a counter by content", () => {
    const [name, lines] = [...ruleset.chains].find(([chain]) => chain.startsWith("eni-secondb/sg-drill001/ingress/"))!;
    expect(name).toMatch(/\/[0-9a-f]{10}$/);
    expect(lines.map((line) => line.replace(/[0-9a-f]{10}/, "HASH"))).toEqual([
      'ip saddr 10.0.35.23/32 tcp dport 80 counter name "eni-secondb/sg-drill001/ingress/HASH" accept comment "eni-secondb/sg-drill001/ingress/0"',
      'meta nfproto ipv4 counter name "eni-secondb/sg-drill001/ingress/HASH" drop comment "eni-secondb/sg-drill001/ingress/1"',
      'ip saddr 10.0.35.23/32 tcp dport 80 counter name "eni-secondb/sg-drill001/ingress/HASH.2" accept comment "eni-secondb/sg-drill001/ingress/2"',
    ]);
  });

  test("end in the implicit drop, which is counted", () => {
    const lines = ruleset.dispatch.get("eni-secondb/ingress")!;
    expect(lines[0]).toMatch(/^jump eni-secondb\/sg-drill001\/ingress\//);
    expect(lines.slice(1)).toEqual([
      'counter name "eni-secondb/default/ingress" drop comment "eni-secondb/default/ingress"',
    ]);
  });

  test("say whose each count is", () => {
    expect([...ruleset.counters.values()].filter((counter) => counter.eniId === "eni-secondb")).toEqual([
      { eniId: "eni-secondb", groupId: null, direction: "egress", rule: null },
      { eniId: "eni-secondb", groupId: "sg-drill001", direction: "ingress", rule: 0 },
      { eniId: "eni-secondb", groupId: "sg-drill001", direction: "ingress", rule: 1 },
      { eniId: "eni-secondb", groupId: "sg-drill001", direction: "ingress", rule: 2 },
      { eniId: "eni-secondb", groupId: null, direction: "ingress", rule: null },
    ]);
  });

  test("without groups are an accept", () => {
    const [first, ...others] = baseDrill().nodes;
    const enis = first!.enis.map((eni) => ({ ...eni, securityGroups: [] }));
    const { dispatch } = renderRuleset(baseDrill({ nodes: [{ ...first!, enis }, ...others] }));
    expect(dispatch.get("eni-seconda/egress")).toEqual(["accept"]);
  });
});

describe("a change", () => {
  const before = renderRuleset(drillWith("accept tcp 0.0.0.0/0 22"));

  test("from nothing holds everything", () => {
    const lines = renderChange(NO_RULESET, before).flat();
    expect(lines).toContain(
      'add element inet sg owners4 { "eni-primarya" . 10.0.35.139, "eni-seconda" . 10.0.35.140, "eni-seconda" . 10.0.35.23, "eni-primaryb" . 10.0.35.179, "eni-secondb" . 10.0.35.180, "eni-secondb" . 10.0.35.150 }',
    );
    expect(lines.filter((line) => line.startsWith("add rule"))).toHaveLength(
      before.chains.size * 1.5 + before.dispatch.size * 2,
    );
  });

  test("of nothing is nothing", () => {
    expect(renderChange(before, renderRuleset(drillWith("accept tcp 0.0.0.0/0 22")))).toEqual([]);
  });

  test("of one rule is one transaction: the new chain, the jump, then what nobody needs any more", () => {
    const after = renderRuleset(drillWith("accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80"));
    const transactions = renderChange(before, after);
    expect(transactions).toHaveLength(1);
    const ofSecondB = transactions[0]!.filter((line) => line.includes("eni-secondb"));
    expect(ofSecondB.map((line) => line.replaceAll(/\/[0-9a-f]{10}/g, "/HASH"))).toEqual([
      "add counter inet sg eni-secondb/sg-drill001/ingress/HASH",
      "add chain inet sg eni-secondb/sg-drill001/ingress/HASH",
      'add rule inet sg eni-secondb/sg-drill001/ingress/HASH meta nfproto ipv4 tcp dport 22 counter name "eni-secondb/sg-drill001/ingress/HASH" accept comment "eni-secondb/sg-drill001/ingress/0"',
      'add rule inet sg eni-secondb/sg-drill001/ingress/HASH ip saddr 10.0.35.23/32 tcp dport 80 counter name "eni-secondb/sg-drill001/ingress/HASH" accept comment "eni-secondb/sg-drill001/ingress/1"',
      "flush chain inet sg eni-secondb/ingress",
      "add rule inet sg eni-secondb/ingress jump eni-secondb/sg-drill001/ingress/HASH",
      'add rule inet sg eni-secondb/ingress counter name "eni-secondb/default/ingress" drop comment "eni-secondb/default/ingress"',
      "delete chain inet sg eni-secondb/sg-drill001/ingress/HASH",
    ]);
  });

  test("too long for one transaction builds first and swaps last, at once", () => {
    const many = Array.from({ length: 300 }, (_, i) => `drop tcp 10.9.${i >> 8}.${i & 255}/32 80`);
    const transactions = renderChange(before, renderRuleset(drillWith(...many)));
    expect(transactions.length).toBeGreaterThan(4);
    const verbs = (lines: readonly string[]) => new Set(lines.map((line) => line.split(" ").slice(0, 2).join(" ")));
    for (const building of transactions.slice(0, -1)) {
      expect([...verbs(building)].filter((verb) => !/^add (counter|chain|rule)$/.test(verb))).toEqual([]);
      expect(building.join("\n").length).toBeLessThan(41_000);
    }
    expect(verbs(transactions.at(-1)!)).toContain("flush chain");
    expect(transactions.at(-1)!.filter((line) => line.startsWith("flush"))).toHaveLength(4);
  });

  test("of a group's members touches the set alone", () => {
    const peer = (nodes: Snapshot["nodes"]) => renderRuleset(drillWithNodes(nodes, "accept tcp sg-drill001 80"));
    const [first, second] = baseDrill().nodes as [Snapshot["nodes"][0], Snapshot["nodes"][0]];
    const unbound = {
      ...second,
      enis: second.enis.map((eni) => (eni.primary ? { ...eni, securityGroups: ["sg-other001"] } : eni)),
    };
    const lines = renderChange(peer([first, second]), peer([first, unbound])).flat();
    expect(lines.filter((line) => line.includes("members"))).toEqual([
      "delete element inet sg sg-drill001/members-v4 { 10.0.35.179 }",
      "delete element inet sg sg-drill001/members-v6 { fd00:35::179 }",
    ]);
  });

  test("keeps the counter of a rule that only moves", () => {
    const after = renderRuleset(drillWith("drop tcp 10.0.0.1/32 22", "accept tcp 0.0.0.0/0 22"));
    const lines = renderChange(before, after).flat();
    expect(lines.filter((line) => line.startsWith("delete counter"))).toEqual([]);
  });
});

test("names that would end a word, a line or a comment are refused", () => {
  const evil = 'sg-x" accept; flush ruleset #';
  const securityGroups = [group(evil, ["accept all 0.0.0.0/0"], [])];
  const [first, ...others] = baseDrill().nodes;
  const nodes = [{ ...first!, enis: first!.enis.map((eni) => ({ ...eni, securityGroups: [evil] })) }, ...others];
  expect(() => renderRuleset(baseDrill({ securityGroups, nodes }))).toThrow("cannot be written");
});

test.each([
  ["keep", "add rule inet sg to-port ct state established,related accept"],
  ["recheck", "add rule inet sg to-port ct direction reply ct state established,related accept"],
] as const)("open connections: %s", (established, want) => {
  expect(renderBase(established)).toContain(want);
});

function drillWith(...ingress: readonly string[]): Snapshot {
  return baseDrill({ securityGroups: [group("sg-drill001", ingress, ["accept all 0.0.0.0/0", "accept all ::/0"])] });
}

function drillWithNodes(nodes: Snapshot["nodes"], ...ingress: readonly string[]): Snapshot {
  return { ...drillWith(...ingress), nodes };
}
