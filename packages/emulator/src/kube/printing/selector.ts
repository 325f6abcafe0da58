import { requirementsOf, type Requirement } from "../selection/label-selector.ts";
import type { LabelSelector } from "../types.ts";

/** `app=my-app1,tier in (a,b)`, or `<none>` */
export function selectorText(selector: LabelSelector): string {
  const told = requirementsOf(selector).map(requirementText);
  return told.length === 0 ? "<none>" : told.sort().join(",");
}

function requirementText(requirement: Requirement): string {
  switch (requirement.operator) {
    case "exists":
      return requirement.key;
    case "absent":
      return `!${requirement.key}`;
    case "in":
    case "not-in": {
      const { key, values, operator } = requirement;
      if (values.length === 1) return `${key}${operator === "in" ? "=" : "!="}${values[0]}`;
      return `${key} ${operator === "in" ? "in" : "notin"} (${values.toSorted().join(",")})`;
    }
    default:
      return requirement satisfies never;
  }
}
