import type { Eni, Snapshot } from "@podpath/access-path";
import { expect, test } from "vitest";
import { bindingDrift } from "./binding-drift.ts";

const eni = (deviceIndex: number, securityGroups: readonly string[]): Eni => ({
  id: `eni-${deviceIndex}`,
  primary: deviceIndex === 0,
  deviceIndex,
  mac: "",
  subnetId: "subnet-1",
  addresses: [],
  securityGroups,
});
const snapshot = (...enis: Eni[]): Snapshot => ({
  revision: 1,
  region: "ap-guangzhou",
  vpc: { id: "vpc-1", name: "", cidrs: [] },
  subnets: [],
  nodes: [{ name: "10.0.35.179", instanceId: "ins-1", address: "10.0.35.179", enis }],
  pods: [],
  securityGroups: [],
  addressTemplates: [],
  serviceTemplates: [],
  eniSecurityGroups: "on",
});

// prettier-ignore
test.each([
  // what it shows                  was            is             says
  ["the same groups are no drift",  ["sg-a"],      ["sg-a"],      []],
  ["another group",                 ["sg-a"],      ["sg-b"],      ["10.0.35.179 eth1 eni-1: groups were sg-a, are sg-b"]],
  ["one more",                      ["sg-a"],      ["sg-a", "b"], ["10.0.35.179 eth1 eni-1: groups were sg-a, are sg-a, b"]],
  ["the order decides",             ["sg-a", "b"], ["b", "sg-a"], ["10.0.35.179 eth1 eni-1: groups were sg-a, b, are b, sg-a"]],
  ["none is left",                  ["sg-a"],      [],            ["10.0.35.179 eth1 eni-1: groups were sg-a, are none"]],
])("%s", (_, was, is, says) => {
  const drift = bindingDrift(snapshot(eni(0, ["sg-p"]), eni(1, was)), snapshot(eni(0, ["sg-p"]), eni(1, is)));
  expect(drift.map((text) => text.en)).toEqual(says);
});

test("an interface that wasn't there before is nobody's change", () => {
  expect(bindingDrift(snapshot(eni(0, [])), snapshot(eni(0, []), eni(1, ["sg-a"])))).toEqual([]);
});
