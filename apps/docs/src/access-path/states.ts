import { drillLesson, mendedLesson, withRules, type Lesson, type LessonGroup } from "./lesson.ts";

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
  /** The feature is on, and somebody unbound every group of Pod B's interface. */
  "no-group": () => ({ ...drillLesson(), boundB: [] }),
  /** Two groups on Pod B's interface: the first has no match, so the second is asked. */
  "several-groups": severalGroups,
  /** The group lets Pod A in, but nothing listens on the port that is asked for. */
  refused,
  /** A DROP above the ACCEPT. */
  "drop-above": dropAbove,
  /** The second drill: two pools, two groups, and the way out of Pod A is closed. */
  "egress-blocked": () => drillLesson("vpc-cni-pod-egress"),
  "egress-fixed": () => mendedLesson("vpc-cni-pod-egress"),
  /** The third: the rule names an address that Pod A had. */
  "stale-address": () => ({ ...mendedLesson(), podAIs: "recreated" }),
  /** And what outlives it: the container subnet. */
  lasting: () => ({ ...lettingIn("accept tcp 10.0.35.0/24 80"), podAIs: "recreated" }),
  /** The fourth: nothing is wrong with the network. */
  "nobody-listens": () => drillLesson("vpc-cni-nobody-listens"),
} as const satisfies Record<string, () => Lesson>;

export type StateName = keyof typeof STATES;

/** The drill with one ingress rule more. */
function lettingIn(rule: string): Lesson {
  const lesson = drillLesson();
  const group = lesson.groups[0]!;
  return withRules(lesson, group.id, "ingress", [...group.ingress, rule]);
}

function refused(): Lesson {
  const open = lettingIn("accept tcp 10.0.35.23/32 all");
  return { ...open, flow: { ...open.flow, port: 8080 } };
}

function severalGroups(): Lesson {
  const lesson = drillLesson();
  const web: LessonGroup = {
    id: "sg-w3b8n1ka",
    name: "web-in",
    ingress: ["accept tcp 10.0.35.0/24 80"],
    egress: [],
  };
  return { ...lesson, groups: [...lesson.groups, web], boundB: [...lesson.boundB, web.id] };
}

function dropAbove(): Lesson {
  const lesson = mendedLesson();
  const group = lesson.groups[0]!;
  return withRules(lesson, group.id, "ingress", ["drop tcp 10.0.35.0/24 all", ...group.ingress]);
}
