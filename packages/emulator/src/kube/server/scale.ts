import type { KubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { selectorText } from "../printing/selector.ts";
import { isObject } from "../schema/decode.ts";
import type { DeploymentObject } from "../types.ts";
import { patchedBy } from "./patch-request.ts";
import { getObject } from "./read.ts";
import type { ResourceRoute } from "./route.ts";

/** An object seen as a number of copies: `autoscaling/v1 Scale`. */
export function scaleOf(object: KubeObject): object {
  const { spec, status } = object as DeploymentObject;
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: spec.replicas ?? 0 },
    status: { replicas: status?.replicas ?? 0, selector: selectorText(spec.selector) },
  };
}

/** Changes the number alone, by a whole Scale or by a patch of one (`contentType` not null). */
export function changeScale(
  objects: KubeObjects,
  route: ResourceRoute,
  body: unknown,
  contentType: string | null,
): object {
  const current = getObject(objects, route) as DeploymentObject;
  const scale = contentType === null ? body : patchedBy(contentType.split(";")[0]!, scaleOf(current), body, route);
  const spec = isObject(scale) && isObject(scale["spec"]) ? scale["spec"] : {};
  const replicas = spec["replicas"] ?? 0;
  if (!Number.isSafeInteger(replicas))
    throw new KubeError("BadRequest", "spec.replicas of a Scale must be a whole number");
  const asked = isObject(scale) && isObject(scale["metadata"]) ? scale["metadata"]["resourceVersion"] : undefined;
  const resourceVersion = typeof asked === "string" ? asked : "";
  const next = {
    ...current,
    metadata: { ...current.metadata, resourceVersion },
    spec: { ...current.spec, replicas: replicas as number },
  };
  return scaleOf(objects.update(route.definition.plural, next));
}
