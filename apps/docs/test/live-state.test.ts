import type { Check, GradeJson } from "@podpath/checker";
import { describe, expect, test } from "vitest";
import { drillLesson } from "../src/access-path/lesson.ts";
import { sceneOf } from "../src/access-path/scene.ts";
import { liveFlow, liveGroups, liveScene } from "../src/live/live-scene.ts";
import { countersOf, droppedAt, nextState, NOTHING, type LiveState } from "../src/live/live-state.ts";
import type { LiveLabInfo } from "../src/live/protocol.ts";

const { snapshot } = sceneOf(drillLesson());
const lab: LiveLabInfo = {
  scenario: "vpc-cni-pod-to-pod",
  title: { zh: "演练", en: "a drill" },
  dataPlane: { kind: "kernel" },
  podA: { name: "my-deployment", namespace: "default", ip: "10.0.35.23" },
  podB: { name: "my-deployment2", namespace: "default", ip: "10.0.35.150", port: 80 },
  hints: 3,
};
const observation = {
  from: { namespace: "default", pod: "my-deployment", address: "10.0.35.23" },
  to: { address: "10.0.35.150", port: 80 },
  outcome: { kind: "refused" },
  moved: null,
  entered: null,
} as const;

function graded(statuses: Readonly<Partial<Record<Check["id"], Check["status"]>>>): GradeJson {
  const checks = Object.entries(statuses).map(([id, status]) => ({ id, status }));
  return { schema: "podpath.grade/1", checks } as unknown as GradeJson;
}

const after = (...events: Parameters<typeof nextState>[1][]): LiveState => events.reduce(nextState, NOTHING);

describe("what the page knows", () => {
  test("an observation counts until the state is another, and no longer", () => {
    const seen = after({ type: "snapshot", snapshot }, { type: "observation", observation });
    expect(seen.observation).toBe(observation);
    expect(nextState(seen, { type: "snapshot", snapshot: structuredClone(snapshot) }).observation).toBe(observation);
    const changed = { ...snapshot, securityGroups: [] };
    expect(nextState(seen, { type: "snapshot", snapshot: changed }).observation).toBeNull();
  });

  test("a lab that is gone takes everything that was seen of it along, but not the line", () => {
    const seen = after(
      { type: "link", link: "live" },
      { type: "lab", lab, problem: null },
      { type: "snapshot", snapshot },
    );
    const problem = { message: { zh: "没有", en: "none" }, hint: null };
    expect(nextState(seen, { type: "lab", lab: null, problem })).toEqual({ ...NOTHING, link: "live", problem });
  });

  test("a feed that begins anew takes verdict and observation along: another lab's would stand", () => {
    const grade = graded({ "symptom.connects": "pass" });
    const before = after(
      { type: "snapshot", snapshot },
      { type: "observation", observation },
      { type: "grade", grade },
    );
    const begun = nextState(before, { type: "begin" });
    expect([begun.grade, begun.observation, begun.snapshot]).toEqual([null, null, snapshot]);
    expect(nextState(begun, { type: "grade", grade }).turned).toEqual({});
  });

  test("checks that turned say which way; the first grade and skipped ones turned nowhere", () => {
    const first = after({ type: "grade", grade: graded({ "symptom.connects": "fail", "cause.feature-on": "pass" }) });
    expect(first.turned).toEqual({});
    const second = nextState(first, {
      type: "grade",
      grade: graded({ "symptom.connects": "pass", "cause.feature-on": "fail" }),
    });
    expect(second.turned).toEqual({ "symptom.connects": "passes-now", "cause.feature-on": "fails-again" });
    const third = nextState(second, {
      type: "grade",
      grade: graded({ "symptom.connects": "skipped", "cause.feature-on": "fail" }),
    });
    expect(third.turned).toEqual({});
  });
});

describe("counters", () => {
  const eni = { id: sceneOf(drillLesson()).podB.eniId };
  const groupId = drillLesson().boundB.join();
  const at = { eniId: eni.id, direction: "ingress" } as const;
  const count = countersOf([
    { ...at, groupId, rule: 0, packets: 4 },
    { ...at, groupId: null, rule: null, packets: 7 },
    { ...at, direction: "egress", groupId, rule: 0, packets: 100 },
  ]);

  test("are found by interface, direction, group and rule", () => {
    const here = count(eni.id, "ingress")!;
    expect([here(groupId, 0), here(groupId, 1), here("sg-other000", 0), here(null, null)]).toEqual([4, 0, 0, 7]);
  });

  test("are absent where nothing filters", () => expect(count("eni-none0000", "ingress")).toBeNull());

  test("drops are the implicit one's and those of rules that drop", () => {
    const here = count(eni.id, "ingress")!;
    expect(droppedAt(eni.id, "ingress", snapshot, here)).toBe(7);
    const securityGroups = snapshot.securityGroups.map((group) => ({
      ...group,
      ingress: group.ingress.map((rule) => ({ ...rule, action: "drop" as const })),
    }));
    expect(droppedAt(eni.id, "ingress", { ...snapshot, securityGroups }, here)).toBe(11);
  });
});

describe("the picture's cast", () => {
  test("is found by the Pods' names; the flow is the drill's own question", () => {
    const scene = liveScene(snapshot, lab)!;
    expect([scene.nodeA.name, scene.nodeB.name]).toEqual(["10.0.35.139", "10.0.35.179"]);
    expect(liveFlow(scene, 80)).toEqual({
      protocol: "tcp",
      source: "10.0.35.23",
      destination: "10.0.35.150",
      destinationPort: 80,
    });
  });

  test("is incomplete while a Pod isn't there", () => {
    expect(liveScene(snapshot, { ...lab, podB: null })).toBeNull();
    expect(liveScene({ ...snapshot, pods: [] }, lab)).toBeNull();
  });

  test("with both Pods on one node, the other node stands beside it", () => {
    const { snapshot: together } = sceneOf({ ...drillLesson(), podBOn: "nodeA" });
    const scene = liveScene(together, lab)!;
    expect([scene.podB.nodeName, scene.nodeA.name, scene.nodeB.name]).toEqual([
      "10.0.35.139",
      "10.0.35.139",
      "10.0.35.179",
    ]);
  });

  test("the groups are those of the account, in the notation", () => {
    expect(liveGroups(snapshot)).toEqual(drillLesson().groups);
  });
});
