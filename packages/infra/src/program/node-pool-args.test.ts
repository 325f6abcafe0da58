import * as fc from "fast-check";
import { expect, test } from "vitest";
import { nodePoolArgs } from "./node-pool-args.ts";

const pool = {
  key: "native",
  name: "native",
  labels: { test11: "test21", tier: "web" },
  replicas: 2,
  machineType: "NativeCVM",
  instanceType: "SA2.MEDIUM2",
  groups: ["a", "b"],
  subnet: "containers",
} as const;
const TAGS = { podpath: "a1b2c3" };
const ids = { clusterId: "cls-1", subnetIds: ["subnet-1"], securityGroupIds: ["sg-b", "sg-a"] };

test("labels become a list, and groups keep their order", () => {
  const args = nodePoolArgs(pool, TAGS, ids);
  expect(args.labels).toEqual([
    { name: "test11", value: "test21" },
    { name: "tier", value: "web" },
  ]);
  expect(args.native.securityGroupIds).toEqual(["sg-b", "sg-a"]);
});

test("a pool never scales by itself, whatever its size", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (replicas) => {
      const { native } = nodePoolArgs({ ...pool, replicas }, TAGS, ids);
      expect(native.enableAutoscaling).toBe(false);
      expect([native.scaling.minReplicas, native.replicas, native.scaling.maxReplicas]).toEqual(
        Array(3).fill(replicas),
      );
    }),
  );
});
