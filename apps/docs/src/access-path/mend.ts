import { editRules, parseRule, printRule } from "@podpath/access-path";
import type { Edit, RuleEdit } from "@podpath/access-path";
import { withRules, type Lesson } from "./lesson.ts";

/** The lesson with these changes made; null when one of them is none that rules can make. */
export function mend(lesson: Lesson, edits: readonly Edit[]): Lesson | null {
  if (!edits.every((edit): edit is RuleEdit => edit.kind !== "listen")) return null;
  return edits.reduce((before, edit) => {
    const rules = before.groups.find((group) => group.id === edit.groupId)?.[edit.direction] ?? [];
    const after = editRules(rules.map(parseRule), edit);
    return withRules(before, edit.groupId, edit.direction, after.map(printRule));
  }, lesson);
}
