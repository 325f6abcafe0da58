import type { Direction, Flow } from "@podpath/access-path";
import { findScenario } from "@podpath/scenarios";
import type { Scenario } from "@podpath/scenarios";

/** One security group as the reader edits it: rules in the notation, each of them readable. */
export interface LessonGroup {
  readonly id: string;
  readonly name: string;
  readonly ingress: readonly string[];
  readonly egress: readonly string[];
}

export const ACTORS = ["podA", "podB", "nodeA", "nodeB"] as const;
export type Actor = (typeof ACTORS)[number];

export const PROTOCOLS = ["tcp", "udp", "icmp"] as const;

export interface LessonFlow {
  readonly from: Actor;
  readonly to: Actor;
  readonly protocol: (typeof PROTOCOLS)[number] & Flow["protocol"];
  /** 1–65535; not looked at where the protocol has no ports. */
  readonly port: number;
}

/** What the reader can change, and all of it: the picture follows from this alone. */
export interface Lesson {
  readonly groups: readonly LessonGroup[];
  /** Ids of the groups on the secondary interface of each node, in binding order. */
  readonly boundA: readonly string[];
  readonly boundB: readonly string[];
  /** Ids of the groups on both primary interfaces. */
  readonly boundPrimary: readonly string[];
  /** The security-group feature of eniipamd; off leaves secondary interfaces without groups. */
  readonly feature: "on" | "off";
  readonly podBOn: "nodeA" | "nodeB";
  readonly flow: LessonFlow;
}

/** Only a picture: the cloud hands out ids of this shape. */
const GROUP_ID = "sg-ohuuioma";

/** The base drill as its scenario leaves it: one pool, so one group on all four interfaces. */
export function drillLesson(): Lesson {
  const scenario = baseScenario();
  const group = scenario.groups[0]!;
  return {
    groups: [{ id: GROUP_ID, name: group.name, ingress: group.ingress, egress: group.egress }],
    boundA: [GROUP_ID],
    boundB: [GROUP_ID],
    boundPrimary: [GROUP_ID],
    feature: "on",
    podBOn: "nodeB",
    flow: { from: "podA", to: "podB", protocol: "tcp", port: scenario.podB.port },
  };
}

/** @throws when the base drill is gone: the site is about it */
export function baseScenario(): Scenario {
  const scenario = findScenario("vpc-cni-pod-to-pod");
  if (scenario === undefined) throw new Error("the drill vpc-cni-pod-to-pod is not in @podpath/scenarios");
  return scenario;
}

/** The same lesson with one list of rules replaced. */
export function withRules(lesson: Lesson, groupId: string, direction: Direction, rules: readonly string[]): Lesson {
  const groups = lesson.groups.map((group) => (group.id === groupId ? { ...group, [direction]: rules } : group));
  return { ...lesson, groups };
}
