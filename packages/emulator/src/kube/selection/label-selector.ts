import { KubeError } from "../kube-error.ts";
import type { LabelSelector } from "../types.ts";

export type Labels = Readonly<Record<string, string>> | undefined;

/** One condition on labels; all of a list must hold. */
export type Requirement =
  | { readonly key: string; readonly operator: "exists" | "absent" }
  | { readonly key: string; readonly operator: "in" | "not-in"; readonly values: readonly string[] };

/**
 * Reads `app=my-app1,tier!=db,zone in (a, b),!canary` as a client writes it in `labelSelector`.
 *
 * @throws KubeError BadRequest
 */
export function parseLabelSelector(text: string): readonly Requirement[] {
  return splitOutsideBrackets(text)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => parseRequirement(part, text));
}

const KEY = String.raw`([A-Za-z0-9](?:[-A-Za-z0-9_./]*[A-Za-z0-9])?)`;
const SET = new RegExp(String.raw`^${KEY}\s+(in|notin)\s*\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^${KEY}\s*(==|=|!=)\s*([-A-Za-z0-9_.]*)$`);
const PRESENCE = new RegExp(String.raw`^(!?)\s*${KEY}$`);

function parseRequirement(part: string, text: string): Requirement {
  const set = SET.exec(part);
  if (set !== null) {
    const values = set[3]!.split(",").map((value) => value.trim());
    return { key: set[1]!, operator: set[2] === "in" ? "in" : "not-in", values };
  }
  const equality = EQUALITY.exec(part);
  if (equality !== null) {
    return { key: equality[1]!, operator: equality[2] === "!=" ? "not-in" : "in", values: [equality[3]!] };
  }
  const presence = PRESENCE.exec(part);
  if (presence !== null) return { key: presence[2]!, operator: presence[1] === "!" ? "absent" : "exists" };
  throw new KubeError(
    "BadRequest",
    `unable to parse requirement: ${JSON.stringify(part)} in selector ${JSON.stringify(text)}`,
  );
}

function splitOutsideBrackets(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}

const OPERATORS = { In: "in", NotIn: "not-in", Exists: "exists", DoesNotExist: "absent" } as const;

export function isSelectorOperator(text: string): text is keyof typeof OPERATORS {
  return Object.hasOwn(OPERATORS, text);
}

/** The selector of a Deployment or of node affinity as requirements. An empty one matches everything. */
export function requirementsOf(selector: LabelSelector): readonly Requirement[] {
  const labels = Object.entries(selector.matchLabels ?? {});
  return [
    ...labels.map(([key, value]): Requirement => ({ key, operator: "in", values: [value] })),
    ...(selector.matchExpressions ?? []).map(({ key, operator, values = [] }): Requirement => {
      const meant = OPERATORS[operator];
      return meant === "in" || meant === "not-in" ? { key, operator: meant, values } : { key, operator: meant };
    }),
  ];
}

export function matchesLabels(labels: Labels, requirements: readonly Requirement[]): boolean {
  return requirements.every((requirement) => holds(requirement, labels?.[requirement.key]));
}

function holds(requirement: Requirement, value: string | undefined): boolean {
  switch (requirement.operator) {
    case "exists":
      return value !== undefined;
    case "absent":
      return value === undefined;
    case "in":
      return value !== undefined && requirement.values.includes(value);
    case "not-in":
      return value === undefined || !requirement.values.includes(value);
    default:
      return requirement satisfies never;
  }
}
