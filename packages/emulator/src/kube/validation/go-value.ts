import type { LabelSelector } from "../types.ts";

/** A value as Go's `%#v` prints it, which is how the API shows what it refuses: texts and numbers as in JSON, labels as a map. */
export function goValue(value: unknown): string {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value);
  if (entries.every(([, item]) => typeof item === "string")) return goMap(value as Readonly<Record<string, string>>);
  return "matchLabels" in value || "matchExpressions" in value
    ? goSelector(value as LabelSelector)
    : JSON.stringify(value);
}

function goMap(labels: Readonly<Record<string, string>> | undefined): string {
  if (labels === undefined) return "map[string]string(nil)";
  const pairs = Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `map[string]string{${pairs.map(([key, item]) => `${JSON.stringify(key)}:${JSON.stringify(item)}`).join(", ")}}`;
}

function goSelector({ matchLabels, matchExpressions }: LabelSelector): string {
  const expressions = matchExpressions?.map(
    ({ key, operator, values }) =>
      `v1.LabelSelectorRequirement{Key:${JSON.stringify(key)}, Operator:${JSON.stringify(operator)}, Values:${goList(values)}}`,
  );
  const list = expressions === undefined ? "(nil)" : `{${expressions.join(", ")}}`;
  return `v1.LabelSelector{MatchLabels:${goMap(matchLabels)}, MatchExpressions:[]v1.LabelSelectorRequirement${list}}`;
}

function goList(values: readonly string[] | undefined): string {
  return values === undefined
    ? "[]string(nil)"
    : `[]string{${values.map((value) => JSON.stringify(value)).join(", ")}}`;
}
