import { expect, test } from "vitest";
import { eniQuota, parseInstanceType } from "./instance-types.ts";

test.each([
  ["SA2.MEDIUM2", { family: "SA2", cpu: 2, memory: 2 }],
  ["S5.SMALL1", { family: "S5", cpu: 1, memory: 1 }],
  ["SA5.LARGE8", { family: "SA5", cpu: 4, memory: 8 }],
  ["S5.2XLARGE16", { family: "S5", cpu: 8, memory: 16 }],
  ["IT5.16XLARGE256", { family: "IT5", cpu: 64, memory: 256 }],
  ["medium", null],
  ["SA2.MEDIUM", null],
])("%s is %j", (text, size) => expect(parseInstanceType(text)).toEqual(size));

test.each([
  [2, 27],
  [8, 95],
  [16, 203],
])("a node with %i cores has %i Pod addresses", (cpu, addresses) => {
  const quota = eniQuota(cpu);
  expect(quota.enis * quota.addresses).toBe(addresses);
});
