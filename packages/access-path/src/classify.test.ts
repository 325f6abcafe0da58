import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cidrRule } from "../test/arbitraries.ts";
import { everySight, firstMatch } from "../test/oracle.ts";
import { classify, compile, decide, makeFilter, NO_GROUPS, NO_LINE, packFlows, parseRule, verdictAt } from "./index.ts";
import { parseIp } from "./ip.ts";
import type { Filter, Rule } from "./index.ts";
import type { FlowSide } from "./flow.ts";

const filterOf = (rules: readonly Rule[]) => makeFilter([{ id: "sg-one", ingress: rules }], "ingress");

// prettier-ignore
test.each([
  // what it shows                      rules                                                     peers                                           port   lines
  ["each its first match",              ["drop tcp 10.0.1.0/24 80", "accept tcp 10.0.0.0/8 all"], ["10.0.1.0", "10.0.1.255", "10.0.2.0", "9.255.255.255", "11.0.0.0"], 80, [0, 0, 1, NO_LINE, NO_LINE]],
  ["another port",                      ["drop tcp 10.0.1.0/24 80", "accept tcp 10.0.0.0/8 all"], ["10.0.1.0"],                                   81,    [1]],
  ["the ends of the axis",              ["accept tcp 0.0.0.0/32 all", "drop tcp 255.255.255.255/32 all"], ["0.0.0.0", "0.0.0.1", "255.255.255.255"], 0,  [0, NO_LINE, 1]],
  ["the ends of the ports",             ["accept tcp 0.0.0.0/0 65535", "drop tcp 0.0.0.0/0 0"],   ["10.0.0.1"],                                   65_535, [0]],
  ["IPv6",                              ["accept tcp fd00::/64 80", "drop tcp ::/0 all"],         ["fd00::1", "fd00:0:0:1::", "::", "ffff::"],    80,    [0, 1, 1, 1]],
  ["an empty list",                     [],                                                       ["10.0.0.1"],                                   80,    [NO_LINE]],
])("classify: %s", (_, rules, peers, port, want) => {
  const sides = peers.map((peer): FlowSide => ({ peer: parseIp(peer)!, protocol: "tcp", port }));
  expect(lines(filterOf(rules.map(parseRule)), sides)).toEqual(want);
});

test("without groups nothing is filtered", () => {
  const compiled = compile(makeFilter([], "ingress"));
  const out = new Int32Array(1);
  classify(compiled, packFlows(4, [{ peer: parseIp("10.0.0.1")!, protocol: "tcp", port: 80 }]), out);
  expect(out[0]).toBe(NO_GROUPS);
  expect(verdictAt(compiled, out[0] ?? 0)).toMatchObject({ kind: "unfiltered" });
});

describe("laws", { timeout: 30_000 }, () => {
  test("many at once is one by one, and both are the oracle", () => {
    fc.assert(
      fc.property(fc.array(cidrRule, { maxLength: 40 }), (rules) => {
        const filter = filterOf(rules);
        const sights = everySight(rules.slice(0, 6));
        const sides = sights.map(({ peer, ...rest }): FlowSide => ({ ...rest, peer: parseIp(peer)! }));
        const found = lines(filter, sides);
        const wrong = sights.filter((sight, index) => found[index] !== (firstMatch(rules, sight) ?? NO_LINE));
        expect(wrong).toEqual([]);
        const oneByOne = sights.map(({ peer, protocol, port }) => {
          const destination = peer.includes(":") ? "fd00::9" : "10.9.9.9";
          return decide(filter, { source: peer, destination, protocol, destinationPort: port }).rule ?? NO_LINE;
        });
        expect(oneByOne).toEqual(found);
      }),
      { numRuns: 40 },
    );
  });
});

/** Lines of flows of both families, in the order given; each batch is classified twice, so that kept cells are used too. */
function lines(filter: Filter, sides: readonly FlowSide[]): number[] {
  const compiled = compile(filter);
  const found = Array<number>(sides.length);
  for (const family of [4, 6] as const) {
    const places = [...sides.keys()].filter((index) => sides[index]?.peer.family === family);
    const batch = packFlows(
      family,
      sides.filter((side) => side.peer.family === family),
    );
    const [first, second] = [new Int32Array(places.length), new Int32Array(places.length)];
    classify(compiled, batch, first);
    classify(compiled, batch, second);
    expect(second).toEqual(first);
    for (const [index, place] of places.entries()) found[place] = first[index]!;
  }
  return found;
}
