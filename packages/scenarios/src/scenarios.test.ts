import type { Pod } from "@podpath/access-path";
import { printRule } from "@podpath/access-path";
import { describe, expect, test } from "vitest";
import { findActor } from "./actor.ts";
import { findScenario, scenarios } from "./catalog.ts";
import { boundGroups, rulesOf } from "./rules.ts";
import type { Text } from "./text.ts";

/** What a sentence may not say differently in the other language. */
function factsOf({ zh, en }: Text) {
  return [zh, en].map((text) => text.match(/\{\w+\}|\d+\.\d+\.\d+\.\d+(\/\d+)?|\.\/lab .*|TCP \d+/g)?.toSorted());
}

const base = findScenario("vpc-cni-pod-to-pod")!;

test("ids are unique, and every one is found", () => {
  for (const scenario of scenarios) expect(findScenario(scenario.id)).toBe(scenario);
});

test("there is no scenario by another name", () => expect(findScenario("nope")).toBeUndefined());

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))("%s", (_, scenario) => {
  test("the images that the grader expects are those of the manifest", () => {
    for (const actor of [scenario.podA, scenario.podB]) {
      expect(scenario.manifest).toContain(`- name: ${actor.container}\n          image: ${actor.image}\n`);
      for (const term of actor.labelSelector.split(",")) expect(scenario.manifest).toContain(term.replace("=", ": "));
    }
    // In the control nobody listens where Pod A asks.
    const listens = scenario.manifest.includes(`containerPort: ${scenario.podB.port}\n`);
    expect(listens).toBe(scenario.cause === "group");
  });

  test("the symptom and the guide's title give nothing away", () => {
    const told = [scenario.title, scenario.symptom, scenario.hints[0]];
    for (const text of told) {
      expect(text.zh).not.toMatch(/安全组|入站|出站/);
      expect(text.en).not.toMatch(/security group|ingress|egress/i);
    }
  });

  test("the two languages speak of the same addresses, ports, commands and groups", () => {
    const texts: readonly Text[] = [
      scenario.symptom,
      ...scenario.hints,
      ...scenario.steps.map((step) => step.what),
      ...scenario.needed.tolerated.map(({ because }) => because),
    ];
    for (const text of texts) {
      const [zh, en] = factsOf(text);
      expect(zh, text.en).toEqual(en);
    }
  });
});

describe("the base drill", () => {
  test("its groups let in SSH alone and let everything out", () => {
    const [rules] = base.groups.map(rulesOf);
    expect(rules?.ingress.map(printRule)).toEqual(["accept tcp 0.0.0.0/0 22"]);
    expect(rules?.egress.map(printRule)).toEqual(["accept all 0.0.0.0/0 all"]);
  });

  test("the actors' interfaces inherit the pool's group", () => {
    expect(boundGroups(base, "podA")).toEqual(["deny-all-inbound"]);
    expect(boundGroups(base, "podB")).toEqual(["deny-all-inbound"]);
  });

  test("a list replaces what would be inherited; switched off binds nothing", () => {
    expect(boundGroups({ ...base, eniSecurityGroups: { enabled: true, groups: ["pods"] } }, "podB")).toEqual(["pods"]);
    expect(boundGroups({ ...base, eniSecurityGroups: { enabled: false, groups: [] } }, "podB")).toEqual([]);
  });
});

const pod = (name: string, labels: Record<string, string>, namespace = "default"): Pod => ({
  uid: name,
  namespace,
  name,
  labels,
  nodeName: "n",
  eniId: "eni-1",
  addresses: ["10.0.35.23"],
  containers: [],
  incarnation: 0,
});

describe("findActor", () => {
  const pods = [
    pod("b", { app: "my-app1" }),
    pod("a", { app: "my-app1", extra: "x" }),
    pod("0", { app: "my-app2" }),
    pod("1", { app: "my-app1" }, "other"),
  ];

  test("by namespace and labels, the first by name", () => expect(findActor(base.podA, pods)?.name).toBe("a"));
  test("all terms must hold", () =>
    expect(findActor({ ...base.podA, labelSelector: "app=my-app1,extra=x" }, pods)?.name).toBe("a"));
  test("nobody", () => expect(findActor({ ...base.podA, labelSelector: "toString=x" }, pods)).toBeUndefined());
});
