import { editRules } from "./edit.ts";
import { surveyDecisions, takersOf } from "./decisions.ts";
import type { RuleEdit } from "./edit.ts";
import { makeFilter } from "./filter.ts";
import type { Directory, Filter, GroupRules } from "./filter.ts";
import type { Finding, RuleRef } from "./finding.ts";
import { lintFilter } from "./lint.ts";
import { modelOf } from "./model.ts";
import { allowed, compareReach } from "./reach.ts";
import type { ReachChange } from "./reach.ts";
import type { Rule, Snapshot } from "./snapshot.ts";

/** What a change of one list does at one interface. */
export interface EditPreview extends ReachChange {
  readonly eniId: string;
  /** Findings that the change brings, in the list as it is afterwards. */
  readonly brings: readonly Finding[];
}

/** What inserting a rule at each index of a group's list would come to, at one interface. */
export interface InsertOption {
  readonly index: number;
  /** `all`: no rule of the other action takes a flow from it; `part`: some do; `none`: it would change nothing. */
  readonly effect: "all" | "part" | "none";
  /** Rules of the other action that take flows from it: what stands in its way at this index. */
  readonly hiddenBy: readonly RuleRef[];
}

/**
 * Look before the leap: for every interface that the group is bound to, what a change newly opens and closes there, and which
 * findings it brings. Time: two exact sets and two lints for each interface.
 *
 * @throws RangeError for a group or an index that isn't there
 */
export function previewEdit(snapshot: Snapshot, edit: RuleEdit): EditPreview[] {
  const model = modelOf(snapshot);
  const rules = editRules(groupOf(snapshot, edit.groupId)[edit.direction], edit);
  return [...model.enis.values()].flatMap(({ eni }) => {
    if (!eni.securityGroups.includes(edit.groupId)) return [];
    const groups = eni.securityGroups.map((id) => groupOf(snapshot, id));
    const changed = groups.map((group) => (group.id === edit.groupId ? { ...group, [edit.direction]: rules } : group));
    const before = makeFilter(groups, edit.direction, model.directory);
    const after = makeFilter(changed, edit.direction, model.directory);
    const change = compareReach(allowed(before), allowed(after));
    return [{ eniId: eni.id, ...change, brings: newFindings(before, after) }];
  });
}

function groupOf(snapshot: Snapshot, groupId: string) {
  const group = modelOf(snapshot).groups.get(groupId);
  if (group === undefined) throw new RangeError(`the snapshot has no ${groupId}`);
  return group;
}

/** Findings whose rule and code weren't there before: rules are recognised as objects, since their places have moved. */
function newFindings(before: Filter, after: Filter): Finding[] {
  const known = lintFilter(before).map(({ code, at }) => ({ code, rule: ruleAt(before, at) }));
  return lintFilter(after).filter(
    ({ code, at }) => !known.some((old) => old.code === code && old.rule === ruleAt(after, at)),
  );
}

function ruleAt({ lines }: Filter, at: RuleRef | null): Rule | undefined {
  return lines.find((line) => line.groupId === at?.groupId && line.index === at.rule)?.rule;
}

/**
 * Where in a list would a new rule work? Appending below a wide drop is the usual trap, prepending above exceptions the other one.
 *
 * @param groups bound in order; the rule goes into the one with this id
 * @returns an option for each index from 0 to the length of the list
 */
export function insertOptions(
  groups: readonly GroupRules[],
  target: { readonly groupId: string; readonly direction: Filter["direction"] },
  rule: Rule,
  directory?: Directory,
): InsertOption[] {
  const { groupId, direction } = target;
  const before = allowed(makeFilter(groups, direction, directory));
  const list = groups.find((group) => group.id === groupId)?.[direction] ?? [];
  return Array.from({ length: list.length + 1 }, (_, index): InsertOption => {
    const rules = editRules(list, { kind: "insert-rule", groupId, direction, index, rule });
    const changed = groups.map((group) => (group.id === groupId ? { ...group, [direction]: rules } : group));
    const after = makeFilter(changed, direction, directory);
    const { opened, closed } = compareReach(before, allowed(after));
    const hiddenBy = hiders(after, { groupId, rule: index });
    const effect = opened.length + closed.length === 0 ? "none" : hiddenBy.length === 0 ? "all" : "part";
    return { index, effect, hiddenBy };
  });
}

/** Rules of the other action above this one that decide some of its flows. */
function hiders({ lines }: Filter, { groupId, rule }: RuleRef): RuleRef[] {
  const place = lines.findIndex((line) => line.groupId === groupId && line.index === rule);
  return takersOf(surveyDecisions(lines), place).flatMap((taker) => {
    const line = lines[taker];
    return line === undefined ? [] : [{ groupId: line.groupId, rule: line.index }];
  });
}
