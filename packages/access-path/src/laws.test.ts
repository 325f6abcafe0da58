import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cidrRule, crowdedRule, flow } from "../test/arbitraries.ts";
import { everySight, firstMatch } from "../test/oracle.ts";
import {
  allowed,
  classify,
  compile,
  decide,
  makeFilter,
  NO_LINE,
  packFlows,
  parseRule,
  printBlock,
  sameSet,
} from "./index.ts";
import { parseBlock } from "./block.ts";
import { ADDRESS_BITS, parseIp } from "./ip.ts";
import type { BoxSet, Cidr, Direction, Flow, FlowSide, Rule } from "./index.ts";

const filterOf = (rules: readonly Rule[], direction: Direction = "ingress") =>
  makeFilter([{ id: "sg-one", [direction]: rules }], direction);
const setOf = (rules: readonly Rule[]): BoxSet => allowed(filterOf(rules));
const rules = fc.array(fc.oneof(crowdedRule, cidrRule), { maxLength: 8 });
const run = <T extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
) =>
  fc.assert(
    fc.property(...arbitraries, (...values: T) => {
      check(...values);
    }),
    { numRuns: 300 },
  );

describe("laws of ordered rules", { timeout: 30_000 }, () => {
  test("order: what is decided stays decided when rules are added below", () => {
    run([rules, rules, flow], (above, below, any) => {
      const verdict = decide(filterOf(above), any);
      if (verdict.kind === "rule") expect(decide(filterOf([...above, ...below]), any)).toEqual(verdict);
    });
  });

  test("order: rules added above move the deciding one down, or take the flow", () => {
    run([rules, rules, flow], (above, list, any) => {
      const [alone, both] = [decide(filterOf(list), any), decide(filterOf([...above, ...list]), any)];
      if (both.rule === null) expect(alone.rule).toBeNull();
      else if (both.rule >= above.length) expect(alone.rule).toBe(both.rule - above.length);
      else expect(decide(filterOf(above), any)).toEqual(both);
    });
  });

  test("idempotence: saying it twice changes nothing", () => {
    run([rules, flow], (list, any) => {
      expect(decide(filterOf([...list, ...list]), any)).toEqual(decide(filterOf(list), any));
      expect(sameSet(setOf(list.flatMap((rule) => [rule, rule])), setOf(list))).toBe(true);
    });
  });

  test("splitting a block into its halves changes nothing", () => {
    run([rules, fc.nat()], (list, choice) => {
      if (list.length === 0) return;
      const index = choice % list.length;
      const parts = halves(list[index]!);
      expect(sameSet(setOf(list.toSpliced(index, 1, ...parts)), setOf(list))).toBe(true);
      expect(sameSet(setOf(list.toSpliced(index, 1, ...parts.reverse())), setOf(list))).toBe(true);
    });
  });

  test("reordering rules that have no flow in common changes nothing", () => {
    run([rules], (list) => {
      for (const [index, rule] of list.slice(0, -1).entries()) {
        const next = list[index + 1]!;
        if (!disjoint(rule, next)) continue;
        expect(sameSet(setOf(list.toSpliced(index, 2, next, rule)), setOf(list))).toBe(true);
      }
    });
  });

  test("reordering rules of one action among themselves changes nothing that is allowed", () => {
    run([rules, fc.constantFrom("accept" as const, "drop" as const)], (list, action) => {
      const alike = list.map((rule) => ({ ...rule, action }));
      expect(sameSet(setOf(alike.toReversed()), setOf(alike))).toBe(true);
    });
  });

  test("mirror: egress sees of a flow what ingress sees of its mirror image", () => {
    run([rules, flow], (list, any) => {
      const mirrored: Flow = { ...any, source: any.destination, destination: any.source };
      expect(decide(filterOf(list, "egress"), mirrored)).toEqual(decide(filterOf(list, "ingress"), any));
    });
  });

  test("groups: one list cut into several groups decides alike, at the same rule", () => {
    run([rules, fc.nat(8), flow], (list, cut, any) => {
      const groups = [
        { id: "sg-one", ingress: list.slice(0, cut) },
        { id: "sg-two", ingress: list.slice(cut) },
      ];
      const [whole, parts] = [decide(filterOf(list), any), decide(makeFilter(groups, "ingress"), any)];
      expect([parts.kind, parts.action]).toEqual([whole.kind, whole.action]);
      if (parts.kind === "rule")
        expect(parts.rule + (parts.groupId === "sg-two" ? Math.min(cut, list.length) : 0)).toBe(whole.rule);
    });
  });
});

describe("exhaustive small world", { timeout: 30_000 }, () => {
  const alphabet = ["accept", "drop"].flatMap((action) =>
    ["10.0.0.0/31", "10.0.0.1/32", "0.0.0.0/0"].flatMap((peer) =>
      ["tcp PEER 80", "tcp PEER 80-81", "all PEER all"].map((text) =>
        parseRule(`${action} ${text.replace("PEER", peer)}`),
      ),
    ),
  );
  const sights = everySight(alphabet);
  const sides = sights.map((sight): FlowSide => ({ ...sight, peer: parseIp(sight.peer)! }));
  const sides4 = sides.filter((side) => side.peer.family === 4);
  const batch = packFlows(4, sides4);
  const sights4 = sights.filter((sight) => !sight.peer.includes(":"));

  /** Every list of exactly this many rules of the alphabet. */
  function* lists(length: number): Generator<Rule[]> {
    if (length === 0) yield [];
    else for (const rest of lists(length - 1)) for (const rule of alphabet) yield [...rest, rule];
  }

  test.each([0, 1, 2, 3])(
    "all lists of %i rules: one by one, many at once and as a set, as the oracle says",
    (length) => {
      const out = new Int32Array(sides4.length);
      let wrong = 0;
      for (const list of lists(length)) {
        const filter = filterOf(list);
        const expected = sights4.map((sight) => firstMatch(list, sight) ?? NO_LINE);
        classify(compile(filter), batch, out);
        const boxes = allowed(filter);
        for (const [index, side] of sides4.entries()) {
          const line = expected[index]!;
          const { peer, protocol, port } = side;
          const one = decide(filter, {
            protocol,
            source: sights4[index]!.peer,
            destination: "10.9.9.9",
            destinationPort: port,
          });
          const holding = boxes.filter(
            (box) =>
              box.family === 4 &&
              box.protocol === protocol &&
              box.first <= peer.value &&
              peer.value <= box.last &&
              (box.ports === null || (box.ports.from <= port && port <= box.ports.to)),
          );
          const inSet = list[line]?.action === "accept" ? [line] : [];
          const agree =
            out[index] === line &&
            (one.rule ?? NO_LINE) === line &&
            holding.map((box) => box.by?.rule).join() === inSet.join();
          if (!agree) wrong++;
        }
      }
      expect(wrong).toBe(0);
    },
    30_000,
  );
});

/** The same rule as two rules, one for each half of its block. */
function halves(rule: Rule): Rule[] {
  if (rule.peer.kind !== "cidr") return [rule];
  const { family, first, last } = parseBlock(rule.peer.cidr)!;
  if (first === last || last - first >= 1n << BigInt(ADDRESS_BITS[family])) return [rule];
  const middle = first + (last - first) / 2n;
  const withPeer = (cidr: Cidr): Rule => ({ ...rule, peer: { kind: "cidr", cidr } });
  return [
    withPeer(printBlock({ family, first, last: middle })),
    withPeer(printBlock({ family, first: middle + 1n, last })),
  ];
}

/** By trying: no flow at their edges matches both. */
function disjoint(a: Rule, b: Rule): boolean {
  return everySight([a, b]).every((sight) => firstMatch([a], sight) === null || firstMatch([b], sight) === null);
}
