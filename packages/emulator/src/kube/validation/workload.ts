import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";
import { isSelectorOperator, matchesLabels, requirementsOf } from "../selection/label-selector.ts";
import { sameJson } from "../same-json.ts";
import type { DeploymentObject, WorkloadSpec } from "../types.ts";
import { invalidValue, notSupported, required } from "./causes.ts";
import { labelCauses } from "./names.ts";
import { podSpecCauses } from "./pod.ts";

/** Deployments, replica sets and daemon sets: a selector, and a template that it matches. */
export function validateWorkload(object: KubeObject, old: KubeObject | undefined): readonly Cause[] {
  const { replicas, selector, template } = object["spec"] as WorkloadSpec;
  const before = old?.["spec"] as WorkloadSpec | undefined;
  const { minReadySeconds, revisionHistoryLimit, progressDeadlineSeconds } = object["spec"] as Partial<
    DeploymentObject["spec"]
  >;
  const counts = { replicas, minReadySeconds, revisionHistoryLimit, progressDeadlineSeconds };
  const causes = Object.entries(counts).flatMap(([field, count]): Cause[] =>
    count === undefined || count >= 0
      ? []
      : [invalidValue(`spec.${field}`, count, "must be greater than or equal to 0")],
  );
  if (Object.keys(selector).length === 0) causes.push(required("spec.selector"));
  const nonsense = (selector.matchExpressions ?? []).findIndex(({ operator }) => !isSelectorOperator(operator));
  if (nonsense >= 0) {
    const field = `spec.selector.matchExpressions[${nonsense}].operator`;
    return [
      ...causes,
      invalidValue(field, selector.matchExpressions![nonsense]!.operator, "not a valid selector operator"),
    ];
  }
  if (before !== undefined && !sameJson(before.selector, selector)) {
    causes.push(invalidValue("spec.selector", selector, "field is immutable"));
  }
  const labels = template.metadata?.labels ?? {};
  if (Object.keys(selector).length === 0 || !matchesLabels(labels, requirementsOf(selector))) {
    causes.push(invalidValue("spec.template.metadata.labels", labels, "`selector` does not match template `labels`"));
  }
  const policy = template.spec.restartPolicy;
  return [
    ...causes,
    ...labelCauses("spec.template.labels", labels),
    ...podSpecCauses(template.spec, "spec.template.spec"),
    ...(policy === "OnFailure" || policy === "Never"
      ? [notSupported("spec.template.spec.restartPolicy", policy, ["Always"])]
      : []),
  ];
}
