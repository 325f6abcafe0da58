import type { RuleCounter } from "@podpath/access-path";
import { expect, test } from "vitest";
import { addRule, brokenLab, ENI_A, ENI_B, GROUP, scenario } from "../test/lab.ts";
import { plan } from "./plan.ts";
import { showsDrop } from "./shows-drop.ts";

const lab = addRule("drop tcp 10.0.35.0/24 80")(brokenLab());
const counter = (eniId: string, direction: "ingress" | "egress", rule: number | null, packets = 1): RuleCounter => ({
  eniId,
  direction,
  rule,
  groupId: rule === null ? null : GROUP,
  packets,
});

// prettier-ignore
test.each([
  ["the rule that drops it",                   [counter(ENI_B, "ingress", 1)],                 true],
  ["the implicit drop, so other traffic",      [counter(ENI_B, "ingress", null)],              false],
  ["accepted so far",                          [counter(ENI_A, "egress", 0)],                  false],
  ["accepted at Pod B",                        [counter(ENI_B, "ingress", 0)],                 false],
  ["a drop of what goes the other way",        [counter(ENI_A, "ingress", null)],              false],
  ["a drop at the node's primary interface",   [counter("eni-b0000000", "ingress", null)],     false],
  ["a counter that didn't move",               [counter(ENI_B, "ingress", null, 0)],           false],
  ["nothing",                                  [],                                             false],
])("%s", (_, moved, want) => {
  const [request] = plan(scenario, lab);
  expect(request === undefined ? undefined : showsDrop(lab, request, moved)).toBe(want);
});
