import { baseScenario, drillLesson, withRules, type Lesson } from "./lesson.ts";

/** The states that pages speak of, by name. */
export const STATES = {
  /** As the drill starts: only port 22 is let in. */
  blocked: () => drillLesson(),
  /** The reference solution applied. */
  fixed,
  /** Pod B on Pod A's node: no interface is met. */
  "same-node": () => ({ ...drillLesson(), podBOn: "nodeA" }),
  /** The feature is off: secondary interfaces have no groups. */
  "feature-off": () => ({ ...drillLesson(), feature: "off" }),
  /** The group lets Pod A in, but nothing listens on the port that is asked for. */
  refused,
  /** A DROP above the ACCEPT. */
  "drop-above": dropAbove,
  /** A group of its own for Pod A's side, whose egress lets nothing out but DNS. */
  "egress-blocked": egressBlocked,
} as const satisfies Record<string, () => Lesson>;

export type StateName = keyof typeof STATES;

function fixed(): Lesson {
  const lesson = drillLesson();
  const group = lesson.groups[0]!;
  const added = baseScenario().solution.map((step) => step.rule.replace("{podA}", podAAddress()));
  return withRules(lesson, group.id, "ingress", [...group.ingress, ...added]);
}

function refused(): Lesson {
  const lesson = drillLesson();
  const group = lesson.groups[0]!;
  const open = withRules(lesson, group.id, "ingress", [...group.ingress, `accept tcp ${podAAddress()}/32 all`]);
  return { ...open, flow: { ...open.flow, port: 8080 } };
}

function dropAbove(): Lesson {
  const lesson = fixed();
  const group = lesson.groups[0]!;
  return withRules(lesson, group.id, "ingress", ["drop tcp 10.0.35.0/24 all", ...group.ingress]);
}

function egressBlocked(): Lesson {
  const lesson = fixed();
  const strict = {
    id: "sg-a1b2c3d4",
    name: "egress-dns-only",
    ingress: [],
    egress: ["accept udp 0.0.0.0/0 53", "accept tcp 0.0.0.0/0 53"],
  };
  return { ...lesson, groups: [...lesson.groups, strict], boundA: [strict.id] };
}

function podAAddress(): string {
  return baseScenario().addressPlan["containers"]!.pods[0]!;
}
