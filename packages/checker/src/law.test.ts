import { evaluate } from "@podpath/access-path";
import type { Direction, Flow, Snapshot } from "@podpath/access-path";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { brokenLab, ENI_B, evidenceOf, scenario, setRules } from "../test/lab.ts";
import { grade } from "./judge.ts";

/**
 * The grader's laws, held against an oracle that knows no sets: it asks the engine about every corner of a small world, one
 * flow at a time. Every rule that is generated has its bounds at these corners, so between them nothing can differ.
 */

const ADDRESSES = [
  "0.0.0.0",
  "10.0.34.255",
  "10.0.35.0",
  "10.0.35.22",
  "10.0.35.23",
  "10.0.35.24",
  "10.0.35.255",
  "10.0.36.0",
  "198.51.100.7",
];
const PORTS = [0, 21, 22, 23, 79, 80, 81, 443, 65_535];
const BLOCKS = ["10.0.35.23/32", "10.0.35.22/31", "10.0.35.0/24", "10.0.34.0/23", "0.0.0.0/0"];
const PORT_TEXTS = ["22", "80", "80,22", "79-80", "80-81", "22-80", "all"];

const rule = fc
  .record({
    action: fc.constantFrom("accept", "accept", "drop"),
    protocol: fc.constantFrom("tcp", "tcp", "tcp", "udp", "all", "icmp"),
    block: fc.constantFrom(...BLOCKS),
    ports: fc.constantFrom(...PORT_TEXTS),
  })
  .map(({ action, protocol, block, ports }) => {
    const has = protocol === "tcp" || protocol === "udp";
    return `${action} ${protocol} ${block} ${has ? ports : "all"}`;
  });
const rules = fc
  .array(rule, { maxLength: 4 })
  .chain((some) =>
    fc.shuffledSubarray([...some, "accept tcp 0.0.0.0/0 22", "accept tcp 10.0.35.23/32 80"], { minLength: 1 }),
  );

const flows: readonly Flow[] = ADDRESSES.flatMap((source) => [
  ...(["tcp", "udp"] as const).flatMap((protocol) =>
    PORTS.map((destinationPort): Flow => ({ protocol, source, destination: "10.0.35.150", destinationPort })),
  ),
  ...(["icmp", "gre", "other"] as const).map((protocol): Flow => ({
    protocol,
    source,
    destination: "10.0.35.150",
    destinationPort: null,
  })),
]);

function judgedByHand(lab: Snapshot): boolean {
  const before = brokenLab();
  return flows.every((flow) => {
    const now = evaluate(lab, ENI_B, "ingress", flow).action === "accept";
    const start = evaluate(before, ENI_B, "ingress", flow).action === "accept";
    const web = flow.protocol === "tcp" && flow.destinationPort === 80;
    const mustPass = start || (web && flow.source === "10.0.35.23");
    const mayPass = mustPass || (web && flow.source.startsWith("10.0.35."));
    return (now || !mustPass) && (!now || mayPass);
  });
}

test("a grade passes exactly those rule lists that open what is needed, no more than is tolerated, and lose nothing", () => {
  let passed = 0;
  fc.assert(
    fc.property(rules, (list) => {
      const lab = setRules("ingress", list)(brokenLab());
      const result = grade(scenario, evidenceOf(lab));
      expect(result.verdict).toBe(judgedByHand(lab) ? "passed" : "not-yet");
      if (result.verdict === "passed") passed += 1;
    }),
    { numRuns: 400 },
  );
  expect(passed).toBeGreaterThan(10);
});

/** The subnet as its two halves. */
const halves = (text: string): readonly string[] =>
  text.includes("10.0.35.0/24")
    ? ["10.0.35.0/25", "10.0.35.128/25"].map((half) => text.replace("10.0.35.0/24", half))
    : [text];

test("cutting a rule's block in two changes nothing in the grade", () => {
  fc.assert(
    fc.property(rules, (list) => {
      const told = [list, list.flatMap(halves)].map((texts) => {
        const { checks, score } = grade(scenario, evidenceOf(setRules("ingress", texts)(brokenLab())));
        return { score, checks: checks.map(({ id, status }) => [id, status]) };
      });
      expect(told[1]).toEqual(told[0]);
    }),
    { numRuns: 100 },
  );
});

test("same evidence, same grade", () => {
  fc.assert(
    fc.property(rules, fc.constantFrom<Direction>("ingress", "egress"), (list, direction) => {
      const evidence = evidenceOf(setRules(direction, list)(brokenLab()));
      expect(grade(scenario, structuredClone(evidence))).toEqual(grade(scenario, evidence));
    }),
    { numRuns: 50 },
  );
});
