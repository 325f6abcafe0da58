import { expect, test } from "vitest";
import { addRule, brokenLab, scenario } from "../test/lab.ts";
import { plan } from "./plan.ts";

test("the drill's own question first, then a port that must stay silent, with the first as its control", () => {
  expect(
    plan(scenario, brokenLab()).map(({ id, from, to, control }) => ({ id, from: from.address, to, control })),
  ).toEqual([
    { id: "symptom", from: "10.0.35.23", to: { address: "10.0.35.150", port: 80 }, control: null },
    { id: "still-blocked", from: "10.0.35.23", to: { address: "10.0.35.150", port: 81 }, control: "symptom" },
  ]);
});

test("what the learner opened has no say in which port must stay silent", () => {
  const opened = addRule("accept all 0.0.0.0/0 all")(brokenLab());
  expect(plan(scenario, opened)).toEqual(plan(scenario, brokenLab()));
});

test("a port that the start already let by is passed over", () => {
  const ingress = ["accept tcp 0.0.0.0/0 81", "accept tcp 10.0.0.0/8 79"];
  const groups = scenario.groups.map((group) => ({ ...group, ingress }));
  expect(plan({ ...scenario, groups }, brokenLab()).map(({ to }) => to.port)).toEqual([80, 1080]);
});

test("nobody to ask, nothing to plan", () => {
  expect(plan(scenario, { ...brokenLab(), pods: [] })).toEqual([]);
});
