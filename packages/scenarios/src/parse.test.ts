import { describe, expect, test } from "vitest";
import { scenarios } from "./catalog.ts";
import { vpcCniPodToPod } from "./drills/vpc-cni-pod-to-pod/scenario.ts";
import { parseScenario } from "./parse.ts";
import { ScenarioError } from "./scenario-error.ts";

/** The base drill with one field replaced, written as a path. */
function broken(path: string, value: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(vpcCniPodToPod)) as Record<string, unknown>;
  const keys = path.split(".");
  const last = keys.pop()!;
  let at = copy;
  for (const key of keys) at = at[key] as Record<string, unknown>;
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function problemsOf(input: unknown): readonly { field: string; text: { zh: string; en: string } }[] {
  try {
    parseScenario(input);
    return [];
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
}

describe("parseScenario", () => {
  test.each(scenarios.map((scenario) => [scenario.id, scenario]))("%s goes through unchanged", (_, scenario) => {
    expect(parseScenario(JSON.parse(JSON.stringify(scenario)))).toEqual(scenario);
  });

  // prettier-ignore
  test.each([
    // what is wrong              path                          value                       field                       English says
    ["a field is missing",        "region",                     undefined,                  "region",                   /is missing: add it/],
    ["a field is misspelt",       "regoin",                     "ap-guangzhou",             "regoin",                   /no such field/],
    ["a wrong type",              "nodePools.0.replicas",       "2",                        "nodePools[0].replicas",    /expected number, found "2"/],
    ["one language only",         "hints.1.zh",                 "",                         "hints[1].zh",              /must not be empty/],
    ["a hint too many",           "hints.3",                    { zh: "四", en: "four" },   "hints[3]",                 /no such field/],
    ["a block with host bits",    "vpc.cidr",                   "10.0.35.1/16",             "vpc.cidr",                 /host bits zero/],
    ["a rule with port 70000",    "groups.0.ingress.0",         "accept tcp 0.0.0.0/0 70000", "groups[0].ingress[0]",   /out of range/],
    ["a protocol named 22",       "needed.required.0",          "accept 22 {podA}/32 80",   "needed.required[0]",       /"22" is no protocol/],
    ["port 0",                    "podB.port",                  0,                          "podB.port",                /from 1 to 65535/],
    ["a set-based selector",      "podA.labelSelector",         "app in (a,b)",             "podA.labelSelector",       /only equality/],
    ["a group nobody made",       "nodePools.0.groups.0",       "worker",                   "nodePools[0].groups[0]",   /no "worker"; it has deny-all-inbound/],
    ["a subnet nobody made",      "nodePools.0.subnet",         "pods",                     "nodePools[0].subnet",      /no "pods"/],
    ["a pool nobody made",        "podA.pool",                  "super",                    "podA.pool",                /no "super"/],
    ["an address outside",        "addressPlan.containers.pods.0", "10.0.36.23",            "addressPlan.containers",   /10\.0\.36\.23 isn't in 10\.0\.35\.0\/24/],
    ["a subnet outside",          "subnets.0.cidr",             "10.1.35.0/24",             "subnets[0].cidr",          /isn't in 10\.0\.0\.0\/16/],
    ["Pods that may share a node", "manifest",                  "kind: Pod # {nodeA}",      "manifest",                 /never uses \{nodeB\}/],
    ["an unknown kind of command", "steps.0.commands.0.kind",   "shell",                    "steps[0].commands[0].kind", /"kubectl" \| "lab" \| "cloud"/],
  ])("%s", (_, path, value, field, sentence) => {
    const problems = problemsOf(broken(path, value));
    expect(problems.map((problem) => problem.field)).toContain(field);
    const { text } = problems.find((problem) => problem.field === field)!;
    expect(text.en).toMatch(sentence);
    expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  test("a key used twice is named", () => {
    const { groups } = vpcCniPodToPod;
    const problems = problemsOf({ ...vpcCniPodToPod, groups: [...groups, ...groups] });
    expect(problems).toEqual([
      { field: "groups[1]", text: expect.objectContaining({ en: expect.stringContaining("is there already") }) },
    ]);
  });

  test("all problems are told at once, each on its line", () => {
    expect(() => parseScenario(broken("vpc", { name: "", cidr: "x" }))).toThrow(/vpc\.name: .*\nvpc\.cidr: /);
  });

  test.each([undefined, null, 7, "vpc-cni-pod-to-pod", []])("%j is no scenario", (input) => {
    expect(problemsOf(input)).not.toEqual([]);
  });
});
