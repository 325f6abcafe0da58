import type { Direction, Flow } from "@podpath/access-path";
import { DRILLS, type DrillId } from "./drills.ts";

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
  /** Whose network and addresses these are. */
  readonly drill: DrillId;
  readonly groups: readonly LessonGroup[];
  /** Ids of the groups on the secondary interface of each node, in binding order. */
  readonly boundA: readonly string[];
  readonly boundB: readonly string[];
  /** The same for the primary interfaces. */
  readonly primaryA: readonly string[];
  readonly primaryB: readonly string[];
  /** The security-group feature of eniipamd; off leaves secondary interfaces without groups. */
  readonly feature: "on" | "off";
  readonly podBOn: "nodeA" | "nodeB";
  /** A recreated Pod has another address. */
  readonly podAIs: "first" | "recreated";
  readonly flow: LessonFlow;
}

/** A drill as its scenario leaves it. */
export function drillLesson(drill: DrillId = "vpc-cni-pod-to-pod"): Lesson {
  const { groups, bound, port } = DRILLS[drill];
  return {
    drill,
    groups,
    boundA: [bound[0]],
    boundB: [bound[1]],
    primaryA: [bound[0]],
    primaryB: [bound[1]],
    feature: "on",
    podBOn: "nodeB",
    podAIs: "first",
    flow: { from: "podA", to: "podB", protocol: "tcp", port },
  };
}

/** The same lesson with the drill's reference solution; where nothing is to be mended, as it is. */
export function mendedLesson(drill: DrillId = "vpc-cni-pod-to-pod"): Lesson {
  const { fix } = DRILLS[drill];
  const lesson = drillLesson(drill);
  if (fix === null) return lesson;
  const { group, direction, rule } = fix;
  const rules = lesson.groups.find(({ id }) => id === group)?.[direction] ?? [];
  return withRules(lesson, group, direction, [...rules, rule]);
}

/** The same lesson with one list of rules replaced. */
export function withRules(lesson: Lesson, groupId: string, direction: Direction, rules: readonly string[]): Lesson {
  const groups = lesson.groups.map((group) => (group.id === groupId ? { ...group, [direction]: rules } : group));
  return { ...lesson, groups };
}
