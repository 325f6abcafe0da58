import { addressInCidr } from "@podpath/access-path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { gatewayOf, nextAddress, subnetAddressCount } from "./addresses.ts";

const CIDR = "10.0.35.0/28";

test("a subnet keeps three addresses to itself", () => {
  expect([subnetAddressCount("10.0.35.0/24"), gatewayOf("10.0.35.0/24")]).toEqual([253, "10.0.35.1"]);
});

test("planned addresses come first, in their order, then the lowest that is free", () => {
  const planned = ["10.0.35.9", "10.0.35.4", "10.9.9.9"];
  const used = new Set<string>();
  const taken = Array.from({ length: 4 }, () => {
    const address = nextAddress(CIDR, used, planned, ["10.0.35.2"])!;
    used.add(address);
    return address;
  });
  expect(taken).toEqual(["10.0.35.9", "10.0.35.4", "10.0.35.3", "10.0.35.5"]);
});

test("every address of a subnet is handed out once, those planned for others last", () => {
  const address = fc.integer({ min: 0, max: 15 }).map((n) => `10.0.35.${n}`);
  fc.assert(
    fc.property(fc.uniqueArray(address), fc.uniqueArray(address), (planned, reserved) => {
      const used = new Set<string>();
      for (let next = nextAddress(CIDR, used, planned, reserved); next !== null;) {
        expect(used.has(next)).toBe(false);
        expect(addressInCidr(next, CIDR)).toBe(true);
        used.add(next);
        next = nextAddress(CIDR, used, planned, reserved);
      }
      expect(used.size).toBe(subnetAddressCount(CIDR));
      expect(used.has("10.0.35.0") || used.has("10.0.35.1") || used.has("10.0.35.15")).toBe(false);
    }),
  );
});
