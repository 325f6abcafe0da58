import type { KubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { applyPatch } from "../patch/apply.ts";
import { jsonPatch } from "../patch/json-patch.ts";
import { mergePatch } from "../patch/merge-patch.ts";
import { strategicPatch } from "../patch/strategic-patch.ts";
import { TYPES } from "../resources/catalog.ts";
import { isObject } from "../schema/decode.ts";
import { acceptObject } from "./body.ts";
import type { Query } from "./query.ts";
import { getObject } from "./read.ts";
import type { ResourceRoute } from "./route.ts";
import { createObject, store, type Written } from "./write.ts";

/**
 * Changes part of an object, in any of the four ways.
 *
 * @throws KubeError UnsupportedMediaType, BadRequest, NotFound, Invalid, Conflict
 */
export function patchObject(
  objects: KubeObjects,
  route: ResourceRoute,
  patch: unknown,
  contentType: string,
  query: Query,
): Written {
  const kind = contentType.split(";")[0]!.trim();
  if (kind === "application/apply-patch+yaml") return applyObject(objects, route, patch, query);
  const current = getObject(objects, route);
  const changed = patchedBy(kind, current, patch, route);
  return {
    status: 200,
    ...store(objects, route, acceptObject(checked(changed, current, patch), route.definition, query)),
  };
}

export function patchedBy(
  kind: string,
  current: object,
  patch: unknown,
  { definition }: Pick<ResourceRoute, "definition">,
): unknown {
  switch (kind) {
    case "application/json-patch+json":
      return jsonPatch(current, patch);
    case "application/merge-patch+json":
      return mergePatch(current, requireObject(patch));
    case "application/strategic-merge-patch+json":
      if (definition.group.endsWith("cloud.tencent.com")) {
        throw new KubeError(
          "UnsupportedMediaType",
          `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml`,
        );
      }
      return strategicPatch(current as Record<string, unknown>, requireObject(patch), definition.kind, TYPES);
    default:
      throw new KubeError(
        "UnsupportedMediaType",
        `the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml`,
      );
  }
}

/** Without a revision of the patch's own, a patch applies to whatever is there. */
function checked(changed: unknown, current: KubeObject, patch: unknown): unknown {
  const asked = isObject(patch) && isObject(patch["metadata"]) ? patch["metadata"]["resourceVersion"] : undefined;
  if (!isObject(changed) || !isObject(changed["metadata"]))
    throw new KubeError("BadRequest", "a patch must leave an object with metadata");
  const resourceVersion = typeof asked === "string" ? asked : current.metadata.resourceVersion;
  return { ...changed, metadata: { ...changed["metadata"], resourceVersion } };
}

function requireObject(patch: unknown): Record<string, unknown> {
  if (!isObject(patch)) throw new KubeError("BadRequest", "this kind of patch must be an object");
  return patch;
}

function applyObject(objects: KubeObjects, route: ResourceRoute, patch: unknown, query: Query): Written {
  const manager = query.one("fieldManager") ?? "";
  if (manager === "") throw new KubeError("BadRequest", "fieldManager is required for apply patch");
  const { definition, namespace, name } = route;
  const applied = requireObject(patch);
  const named = { name: name!, ...(namespace === null ? {} : { namespace }) };
  const current = objects.get(definition.plural, namespace, name!);
  const written: Written = current === undefined ? createObject(objects, route, applied, query) : merged(current);
  objects.applied.put(definition.plural, named, manager, applied);
  return written;

  function merged(object: KubeObject): Written {
    const last = objects.applied.get(definition.plural, named, manager);
    const result = checked(applyPatch(object, applied, last, definition.kind, TYPES), object, undefined);
    return { status: 200, ...store(objects, route, acceptObject(result, definition, query)) };
  }
}
