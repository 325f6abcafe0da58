import { parseBlock } from "@podpath/scenarios";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { labName, planSubnets } from "./names.ts";

const labId = fc.stringMatching(/^[a-z0-9]{6}$/);
const overlap = (a: string, b: string): boolean => {
  const [x, y] = [parseBlock(a)!, parseBlock(b)!];
  return x.first <= y.last && y.first <= x.last;
};

test("a name keeps the lab's id, fits everywhere, and differs between labs", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 120 }), labId, labId, (name, id, other) => {
      expect(labName(name, id).length).toBeLessThanOrEqual(60);
      expect(labName(name, id).endsWith(`-${id}`)).toBe(true);
      expect(labName(name, id) === labName(name, other)).toBe(id === other);
    }),
  );
});

test("the playbook's subnet is kept where the VPC has it", () => {
  expect(planSubnets("10.0.0.0/16", "10.0.35.0/24", 2, [])).toEqual(["10.0.35.0/24", "10.0.0.0/24"]);
  expect(planSubnets("192.168.0.0/16", "10.0.35.0/24", 2, [])).toEqual(["192.168.0.0/24", "192.168.1.0/24"]);
});

test("subnets lie in the VPC, meet neither each other nor what must be avoided, and are the same every time", () => {
  const vpc = fc.tuple(fc.integer({ min: 16, max: 20 }), fc.integer({ min: 0, max: 255 })).map(([prefix, third]) => {
    const aligned = third - (third % 2 ** (24 - prefix));
    return `10.7.${prefix === 16 ? 0 : aligned}.0/${prefix}`;
  });
  const service = fc.constantFrom("172.18.0.0/20", "10.7.0.0/22", "10.7.128.0/22", "10.7.0.0/24");
  fc.assert(
    fc.property(vpc, service, fc.integer({ min: 1, max: 6 }), (cidr, avoid, count) => {
      const subnets = planSubnets(cidr, null, count, [avoid]);
      expect(subnets).toHaveLength(count);
      expect(planSubnets(cidr, null, count, [avoid])).toEqual(subnets);
      const [outer] = [parseBlock(cidr)!];
      subnets.forEach((subnet, i) => {
        const inner = parseBlock(subnet)!;
        expect(inner.first >= outer.first && inner.last <= outer.last).toBe(true);
        expect(overlap(subnet, avoid)).toBe(false);
        expect(subnets.slice(i + 1).some((other) => overlap(subnet, other))).toBe(false);
      });
    }),
  );
});

test("a VPC without room is said, not overbooked", () => {
  expect(() => planSubnets("10.0.0.0/23", null, 3, [])).toThrow(RangeError);
});
