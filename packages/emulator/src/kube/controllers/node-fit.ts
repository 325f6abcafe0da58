import type { NodeAffinity, NodeObject, NodeSelectorTerm, PodObject, Toleration } from "../types.ts";
import { conditionIs } from "./conditions.ts";
import { overflow, type Demand } from "./resources.ts";

type Taint = NonNullable<NonNullable<NodeObject["spec"]>["taints"]>[number];

export interface FitOptions {
  /** Pods of daemon sets go to cordoned and unready nodes too. */
  readonly daemon?: boolean;
  /** What the Pods that are already there ask for. */
  readonly used?: Demand;
}

/**
 * Why a node can't take a Pod, in the scheduler's words; null: it can.
 *
 * @source k8s.io/kubernetes/pkg/scheduler/framework/plugins
 */
export function nodeRefusal(
  pod: Pick<PodObject, "spec">,
  node: NodeObject,
  { daemon = false, used }: FitOptions = {},
): string | null {
  const { spec } = pod;
  const tolerations = daemon ? [{ operator: "Exists" } as const] : (spec.tolerations ?? []);
  if (node.spec?.unschedulable === true && !tolerates(tolerations, UNSCHEDULABLE)) return "node(s) were unschedulable";
  const taint = taintsOf(node).find(
    (candidate) => candidate.effect !== "PreferNoSchedule" && !tolerates(tolerations, candidate),
  );
  if (taint !== undefined) return `node(s) had untolerated taint {${taint.key}: ${taint.value ?? ""}}`;
  const labels = node.metadata.labels ?? {};
  const chosen = Object.entries(spec.nodeSelector ?? {}).every(([key, value]) => labels[key] === value);
  if (!chosen || !matchesAffinity(spec.affinity?.nodeAffinity, node))
    return "node(s) didn't match Pod's node affinity/selector";
  return used === undefined ? null : overflow(spec, used, node.status?.allocatable ?? {});
}

const UNSCHEDULABLE: Taint = { key: "node.kubernetes.io/unschedulable", effect: "NoSchedule" };
const NOT_READY: Taint = { key: "node.kubernetes.io/not-ready", effect: "NoSchedule" };

function taintsOf(node: NodeObject): readonly Taint[] {
  const own = node.spec?.taints ?? [];
  return conditionIs(node.status?.conditions, "Ready", "True") ? own : [...own, NOT_READY];
}

function tolerates(tolerations: readonly Toleration[], taint: Taint): boolean {
  return tolerations.some(({ key, operator = "Equal", value, effect }) => {
    if ((effect ?? "") !== "" && effect !== taint.effect) return false;
    if ((key ?? "") === "") return operator === "Exists";
    return key === taint.key && (operator === "Exists" || (value ?? "") === (taint.value ?? ""));
  });
}

function matchesAffinity(affinity: NodeAffinity | undefined, node: NodeObject): boolean {
  const terms = affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms;
  return terms === undefined || terms.some((term) => matchesTerm(term, node));
}

function matchesTerm({ matchExpressions = [], matchFields = [] }: NodeSelectorTerm, node: NodeObject): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  const labels = node.metadata.labels ?? {};
  return (
    matchExpressions.every(({ key, operator, values = [] }) => holds(labels[key], operator, values)) &&
    matchFields.every(
      ({ key, operator, values = [] }) => key === "metadata.name" && holds(node.metadata.name, operator, values),
    )
  );
}

function holds(value: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case "In":
      return value !== undefined && values.includes(value);
    case "NotIn":
      return value === undefined || !values.includes(value);
    case "Exists":
      return value !== undefined;
    case "DoesNotExist":
      return value === undefined;
    case "Gt":
      return value !== undefined && Number(value) > Number(values[0]);
    case "Lt":
      return value !== undefined && Number(value) < Number(values[0]);
    default:
      return false;
  }
}
