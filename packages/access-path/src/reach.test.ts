import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cidrRule, crowdedRule } from "../test/arbitraries.ts";
import { drill, POD_A, POD_A2, POD_B } from "../test/drill.ts";
import { accepts, everySight, firstMatch } from "../test/oracle.ts";
import type { Sight } from "../test/oracle.ts";
import {
  allowed,
  compareReach,
  describeBoxes,
  difference,
  includes,
  intersection,
  makeFilter,
  parseRule,
  peersThatPass,
  reach,
  reachBetween,
  sameSet,
  witnessOf,
} from "./index.ts";
import { inRange } from "./block.ts";
import { parseIp } from "./ip.ts";
import type { Box, BoxSet, Rule, Snapshot } from "./index.ts";

const set = (...rules: string[]) => setOf(rules.map(parseRule));
const summary = (boxes: BoxSet) =>
  describeBoxes(boxes).map(
    (box) => `${box.protocols.join()} ${box.peers.join()} ${box.ports.join()} rule ${box.by?.rule}`,
  );

// prettier-ignore
test.each([
  // what it shows                     rules                                                            the allowed set
  ["nothing",                          [],                                                              []],
  ["one rule",                         ["accept tcp 10.0.0.0/24 80"],                                   ["tcp 10.0.0.0/24 80 rule 0"]],
  ["a hole in the peers",              ["drop tcp 10.0.0.0/26 80", "accept tcp 10.0.0.0/24 80"],        ["tcp 10.0.0.64/26,10.0.0.128/25 80 rule 1"]],
  ["a hole in the ports",              ["drop tcp 10.0.0.0/24 85", "accept tcp 10.0.0.0/24 80-90"],     ["tcp 10.0.0.0/24 80-84,86-90 rule 1"]],
  ["a drop below changes nothing",     ["accept tcp 10.0.0.0/24 80", "drop tcp 10.0.0.0/26 80"],        ["tcp 10.0.0.0/24 80 rule 0"]],
  ["neighbours of one rule are one",   ["accept tcp 10.0.0.0/24 80,81", "drop all 0.0.0.0/0 all"],      ["tcp 10.0.0.0/24 80-81 rule 0"]],
  ["every protocol of a family",       ["accept all 10.0.0.0/24 all"],                                  ["tcp,udp 10.0.0.0/24 0-65535 rule 0", "icmp,gre,other 10.0.0.0/24  rule 0"]],
  ["ICMPv6 is IPv6's",                 ["accept all fd00::/64 all"],                                    ["tcp,udp fd00::/64 0-65535 rule 0", "icmpv6,gre,other fd00::/64  rule 0"]],
])("allowed: %s", (_, rules, want) => expect(summary(set(...rules))).toEqual(want));

// prettier-ignore
test.each([
  // what it shows                     before                                  after                                              opened                               closed
  ["nothing",                          ["accept tcp 10.0.0.0/8 80"],           ["accept tcp 10.0.0.0/9 80", "accept tcp 10.128.0.0/9 80"],  [],                                  []],
  ["a rule more",                      ["accept tcp 10.0.0.0/8 22"],           ["accept tcp 10.0.0.0/8 22", "accept tcp 10.0.0.7 80"],      ["tcp 10.0.0.7/32 80 rule 1"],       []],
  ["a wider block",                    ["accept tcp 10.0.0.0/9 80"],           ["accept tcp 10.0.0.0/8 80"],                       ["tcp 10.128.0.0/9 80 rule 0"],      []],
  ["another port",                     ["accept tcp 10.0.0.0/8 80"],           ["accept tcp 10.0.0.0/8 81"],                       ["tcp 10.0.0.0/8 81 rule 0"],        ["tcp 10.0.0.0/8 80 rule 0"]],
  ["a swap of order",                  ["accept tcp 10.0.0.0/8 80", "drop tcp 10.0.0.0/9 80"], ["drop tcp 10.0.0.0/9 80", "accept tcp 10.0.0.0/8 80"], [], ["tcp 10.0.0.0/9 80 rule 0"]],
])("change: %s", (_, before, after, opened, closed) => {
  const change = compareReach(set(...before), set(...after));
  expect([summary(change.opened), summary(change.closed)]).toEqual([opened, closed]);
});

test("which sources can reach Pod B's port 80, and by which rule", () => {
  const ingress = [
    "drop tcp 10.0.35.24/32 80",
    "accept tcp 10.0.35.0/24 80",
    "accept tcp fd00::/64 all",
    "accept tcp 10.9.0.0/16 22",
  ];
  const snapshot = drill({ groups: { "sg-b": { ingress } }, bound: { b: ["sg-b"] } });
  const sources = describeBoxes(peersThatPass(reach(snapshot, "eni-b1", "ingress"), "tcp", 80));
  expect(sources.flatMap(({ peers, by }) => peers.map((peer) => `${peer} by ${by?.rule}`))).toEqual([
    "10.0.35.0/28 by 1",
    "10.0.35.16/29 by 1",
    "10.0.35.25/32 by 1",
    "10.0.35.26/31 by 1",
    "10.0.35.28/30 by 1",
    "10.0.35.32/27 by 1",
    "10.0.35.64/26 by 1",
    "10.0.35.128/25 by 1",
    "fd00::/64 by 2",
  ]);
});

test("an interface without groups lets every flow by, and no rule is named", () => {
  const boxes = reach(drill({ bound: { b: [] } }), "eni-b1", "ingress");
  expect(sameSet(boxes, set("accept all 0.0.0.0/0 all", "accept all ::/0 all"))).toBe(true);
  expect(boxes.every((box) => box.by === null)).toBe(true);
});

test("between two interfaces: what the one lets out and the other lets in, with both rules", () => {
  const groups = {
    "sg-a": { egress: [`drop tcp ${POD_B} 81`, "accept tcp 10.0.35.128/25 80-82"] },
    "sg-b": { ingress: [`accept tcp ${POD_A} 81-90`, "accept all sg-a all"] },
  };
  const pairs = reachBetween(drill({ groups, bound: { a: ["sg-a"], b: ["sg-b"] } }), "eni-a1", "eni-b1");
  const rows = pairs.map(
    (p) =>
      `${p.sources.join()} → ${p.destinations.join()} ${p.protocol} ${p.ports?.from}-${p.ports?.to} ${p.egress?.rule}/${p.ingress?.rule}`,
  );
  expect(rows).toEqual([
    `10.0.35.40,${POD_A2} → ${POD_B} tcp 80-80 1/1`,
    `10.0.35.40,${POD_A2} → ${POD_B} tcp 82-82 1/1`,
    `${POD_A} → ${POD_B} tcp 80-80 1/1`,
    `${POD_A} → ${POD_B} tcp 82-82 1/0`,
    `10.0.35.40,${POD_A2} → 10.0.35.152 tcp 80-82 1/1`,
    `${POD_A} → 10.0.35.152 tcp 80-80 1/1`,
    `${POD_A} → 10.0.35.152 tcp 81-82 1/0`,
  ]);
});

describe("laws, against an oracle that tries every rule on every edge", { timeout: 30_000 }, () => {
  const rules = fc.array(fc.oneof(cidrRule, crowdedRule), { maxLength: 6 });
  const run = (check: (a: Rule[], b: Rule[]) => void) => fc.assert(fc.property(rules, rules, check), { numRuns: 60 });

  test("a flow is in the set exactly when it is accepted, in one box alone, with the rule that decides", () => {
    run((list) => {
      const boxes = setOf(list);
      const wrong = everySight(list).filter((sight) => {
        const holding = boxes.filter((box) => holds(box, sight));
        const want = accepts(list, sight) ? [firstMatch(list, sight)] : [];
        return holding.map((box) => box.by?.rule).join() !== want.join();
      });
      expect(wrong).toEqual([]);
    });
  });

  test("between two interfaces is what the one lets out and the other lets in, for every pair of addresses", () => {
    const addresses = (eniId: string, snapshot: Snapshot) =>
      snapshot.nodes.flatMap((node) => node.enis.filter((eni) => eni.id === eniId).flatMap((eni) => eni.addresses));
    run((egress, ingress) => {
      const base = drill({ groups: { "sg-a": {}, "sg-b": {} }, bound: { a: ["sg-a"], b: ["sg-b"] } });
      const lists: Record<string, object> = { "sg-a": { egress }, "sg-b": { ingress } };
      const snapshot = {
        ...base,
        securityGroups: base.securityGroups.map((group) => ({ ...group, ...lists[group.id] })),
      };
      const pairs = reachBetween(snapshot, "eni-a1", "eni-b1");
      const sights = everySight([...egress, ...ingress]);
      const services = sights.filter((sight) => sight.peer === sights[0]?.peer);
      const wrong = addresses("eni-a1", snapshot).flatMap((source) =>
        addresses("eni-b1", snapshot)
          .filter((destination) => destination.includes(":") === source.includes(":"))
          .filter((destination) =>
            services.some(({ protocol: any, port }) => {
              const protocol = any === "icmp" && source.includes(":") ? "icmpv6" : any;
              const want =
                accepts(egress, { peer: destination, protocol, port }) &&
                accepts(ingress, { peer: source, protocol, port });
              const holding = pairs.filter(
                (pair) =>
                  pair.sources.includes(source) &&
                  pair.destinations.includes(destination) &&
                  pair.protocol === protocol &&
                  (pair.ports === null || (pair.ports.from <= port && port <= pair.ports.to)),
              );
              return holding.length !== Number(want);
            }),
          ),
      );
      expect(wrong).toEqual([]);
    });
  });

  test("difference and intersection are those of sets", () => {
    run((a, b) => {
      const [minus, both] = [difference(setOf(a), setOf(b)), intersection(setOf(a), setOf(b))];
      const wrong = everySight([...a, ...b]).filter((sight) => {
        const [inA, inB] = [accepts(a, sight), accepts(b, sight)];
        const isIn = (boxes: BoxSet) => boxes.some((box) => holds(box, sight));
        return isIn(minus) !== (inA && !inB) || isIn(both) !== (inA && inB);
      });
      expect(wrong).toEqual([]);
    });
  });

  test("a set includes itself and its parts, and a witness is in its box", () => {
    run((a, b) => {
      const [first, second] = [setOf(a), setOf(b)];
      expect(includes(first, intersection(first, second))).toBe(true);
      expect(sameSet(first, [...difference(first, second), ...intersection(first, second)])).toBe(true);
      for (const box of first) {
        const { peer, protocol, port } = witnessOf(box);
        expect(holds(box, { peer, protocol, port: port ?? 0 })).toBe(true);
      }
    });
  });
});

function setOf(rules: readonly Rule[]): BoxSet {
  return allowed(makeFilter([{ id: "sg-one", ingress: rules }], "ingress"));
}

function holds(box: Box, { peer, protocol, port }: Sight): boolean {
  const ip = parseIp(peer);
  if (ip === null || box.protocol !== protocol || !inRange(box, ip.family, ip.value)) return false;
  return box.ports === null || (box.ports.from <= port && port <= box.ports.to);
}
