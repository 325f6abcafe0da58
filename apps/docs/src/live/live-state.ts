import type { Observation, RuleCounter, Snapshot } from "@podpath/access-path";
import type { Check, GradeJson } from "@podpath/checker";
import type { LinkState } from "./connection.ts";
import type { LiveEvent, LiveLabInfo, Outcome, Problem } from "./protocol.ts";

/** All that the page knows of the lab. */
export interface LiveState {
  readonly link: LinkState;
  readonly lab: LiveLabInfo | null;
  readonly problem: Problem | null;
  readonly snapshot: Snapshot | null;
  readonly counters: readonly RuleCounter[];
  readonly probed: boolean;
  /** The one that counts. */
  readonly prediction: Outcome | null;
  readonly diagnosed: boolean;
  /** Of the state that stands now; null once anything has changed since. */
  readonly observation: Observation | null;
  /** Goes up with each observation. */
  readonly journey: number;
  readonly checking: boolean;
  readonly grade: GradeJson | null;
  /** Checks that are another answer than the time before. */
  readonly turned: Readonly<Partial<Record<Check["id"], "passes-now" | "fails-again">>>;
}

export const NOTHING: LiveState = {
  link: "connecting",
  lab: null,
  problem: null,
  snapshot: null,
  counters: [],
  probed: false,
  prediction: null,
  diagnosed: false,
  observation: null,
  journey: 0,
  checking: false,
  grade: null,
  turned: {},
};

/** `begin`: the feed tells its story from the start. */
export type LiveAction = LiveEvent | { readonly type: "begin" } | { readonly type: "link"; readonly link: LinkState };

export function nextState(state: LiveState, action: LiveAction): LiveState {
  switch (action.type) {
    case "link":
      return state.link === action.link ? state : { ...state, link: action.link };
    case "begin":
      // What was seen and graded is told again, unless it is of a lab that is no more.
      return { ...state, observation: null, checking: false, grade: null, turned: {} };
    case "lab": {
      const { lab, problem } = action;
      // Another lab, or none: nothing that was seen is of it.
      return lab === null ? { ...NOTHING, link: state.link, problem } : { ...state, lab, problem };
    }
    case "snapshot": {
      const same = JSON.stringify(action.snapshot) === JSON.stringify(state.snapshot);
      return same ? state : { ...state, snapshot: action.snapshot, observation: null };
    }
    case "counters":
      return { ...state, counters: action.counters };
    case "attempt":
      return { ...state, probed: action.probed, prediction: action.prediction, diagnosed: action.diagnosed };
    case "observation":
      return { ...state, observation: action.observation, journey: state.journey + 1 };
    case "checking":
      return { ...state, checking: action.busy };
    case "grade":
      return { ...state, checking: false, grade: action.grade, turned: turnedBy(state.grade, action.grade) };
    case "alive":
      return state;
    default:
      return action satisfies never;
  }
}

function turnedBy(before: GradeJson | null, now: GradeJson): LiveState["turned"] {
  const turned: { -readonly [id in Check["id"]]?: LiveState["turned"][id] } = {};
  for (const { id, status } of now.checks) {
    const was = before?.checks.find((check) => check.id === id)?.status;
    if (was === undefined || was === status) continue;
    if (status === "pass") turned[id] = "passes-now";
    else if (was === "pass" && status === "fail") turned[id] = "fails-again";
  }
  return turned;
}

/** What a counter counts, by interface and direction. */
export type CountOf = (eniId: string, direction: "ingress" | "egress") => PacketsAt | null;

/** @param rule its index; null for the implicit drop */
export type PacketsAt = (groupId: string | null, rule: number | null) => number;

/** Null where nothing is counted: an interface without groups. */
export function countersOf(counters: readonly RuleCounter[]): CountOf {
  return (eniId, direction) => {
    const here = counters.filter((counter) => counter.eniId === eniId && counter.direction === direction);
    if (here.length === 0) return null;
    return (groupId, rule) =>
      here.find((counter) => counter.rule === rule && (rule === null || counter.groupId === groupId))?.packets ?? 0;
  };
}

/** Packets that were dropped anywhere so far: what a screen reader is told from time to time. */
export function droppedAt(
  eniId: string,
  direction: "ingress" | "egress",
  snapshot: Snapshot,
  count: PacketsAt,
): number {
  const eni = snapshot.nodes.flatMap(({ enis }) => enis).find(({ id }) => id === eniId);
  const drops = (eni?.securityGroups ?? []).flatMap((groupId) => {
    const rules = snapshot.securityGroups.find(({ id }) => id === groupId)?.[direction] ?? [];
    return rules.map(({ action }, index) => (action === "drop" ? count(groupId, index) : 0));
  });
  return drops.reduce((sum, packets) => sum + packets, count(null, null));
}
