import { drillLesson, mendedLesson, withRules, type Lesson } from "./lesson.ts";

/** The states that pages speak of, by name. */
export const STATES = {
  /** As the drill starts: only port 22 is let in. */
  blocked: () => drillLesson(),
  /** The reference solution applied. */
  fixed: () => mendedLesson(),
  /** Pod B on Pod A's node: no interface is met. */
  "same-node": () => ({ ...drillLesson(), podBOn: "nodeA" }),
  /** The feature is off: secondary interfaces have no groups. */
  "feature-off": () => ({ ...drillLesson(), feature: "off" }),
  /** The group lets Pod A in, but nothing listens on the port that is asked for. */
  refused,
  /** A DROP above the ACCEPT. */
  "drop-above": dropAbove,
  /** The second drill: two pools, two groups, and the way out of Pod A is closed. */
  "egress-blocked": () => drillLesson("vpc-cni-pod-egress"),
  "egress-fixed": () => mendedLesson("vpc-cni-pod-egress"),
} as const satisfies Record<string, () => Lesson>;

export type StateName = keyof typeof STATES;

function refused(): Lesson {
  const lesson = drillLesson();
  const group = lesson.groups[0]!;
  const open = withRules(lesson, group.id, "ingress", [...group.ingress, "accept tcp 10.0.35.23/32 all"]);
  return { ...open, flow: { ...open.flow, port: 8080 } };
}

function dropAbove(): Lesson {
  const lesson = mendedLesson();
  const group = lesson.groups[0]!;
  return withRules(lesson, group.id, "ingress", ["drop tcp 10.0.35.0/24 all", ...group.ingress]);
}
