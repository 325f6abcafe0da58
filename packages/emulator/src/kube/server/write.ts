import type { KubeObject, NewKubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import type { RemoveOptions } from "../removal.ts";
import { isObject } from "../schema/decode.ts";
import { acceptObject, type Accepted } from "./body.ts";
import { podWarnings } from "./pod-warnings.ts";
import type { Query } from "./query.ts";
import { getObject, selectionOf } from "./read.ts";
import type { ResourceRoute } from "./route.ts";

export interface Written {
  readonly status: 200 | 201;
  readonly object: KubeObject;
  readonly warnings: readonly string[];
}

/** Objects come without a status of the client's making. */
function withoutStatus(object: NewKubeObject, { definition }: ResourceRoute): NewKubeObject {
  if (!definition.hasStatus || definition.plural === "nodes") return object;
  const { status: _status, ...rest } = object;
  return rest;
}

export function createObject(objects: KubeObjects, route: ResourceRoute, body: unknown, query: Query): Written {
  const { object, warnings } = acceptObject(body, route.definition, query);
  const placed = place(withoutStatus(object, route), route);
  const created = objects.create(route.definition.plural, placed);
  return { status: 201, object: created, warnings: [...warnings, ...podWarnings(route.definition, placed)] };
}

/** Puts the object where the URL says. */
export function place(object: NewKubeObject, { namespace, name }: ResourceRoute): NewKubeObject {
  const metadata = isObject(object.metadata) ? object.metadata : {};
  if (namespace !== null && metadata.namespace !== undefined && metadata.namespace !== namespace) {
    throw new KubeError(
      "BadRequest",
      "the namespace of the provided object does not match the namespace sent on the request",
    );
  }
  if (name !== null && metadata.name !== undefined && metadata.name !== name) {
    const sent = `the name of the object (${metadata.name}) does not match the name on the URL (${name})`;
    throw new KubeError("BadRequest", sent);
  }
  return {
    ...object,
    metadata: { ...metadata, ...(namespace === null ? {} : { namespace }), ...(name === null ? {} : { name }) },
  };
}

export function replaceObject(objects: KubeObjects, route: ResourceRoute, body: unknown, query: Query): Written {
  const accepted = acceptObject(body, route.definition, query);
  return { status: 200, ...store(objects, route, accepted) };
}

/** Writes a whole object to where the route points: to itself or to its status alone. */
export function store(
  objects: KubeObjects,
  route: ResourceRoute,
  { object, warnings }: Accepted,
): Omit<Written, "status"> {
  const { definition, namespace, name } = route;
  const placed = place(object, route);
  getObject(objects, route);
  if (route.subresource === "status") {
    return { object: objects.updateStatus(definition.plural, namespace, name!, placed["status"] ?? {}), warnings };
  }
  return { object: objects.update(definition.plural, placed as KubeObject), warnings };
}

/** From the body's `DeleteOptions`, or from the query. */
export function removeOptions(body: unknown, query: Query): RemoveOptions {
  const options = isObject(body) ? body : {};
  const preconditions = isObject(options["preconditions"]) ? options["preconditions"] : {};
  const grace = options["gracePeriodSeconds"] ?? query.one("gracePeriodSeconds");
  const propagation = options["propagationPolicy"] ?? query.one("propagationPolicy");
  const { uid, resourceVersion } = preconditions;
  return {
    ...(grace === undefined || grace === null ? {} : { gracePeriodSeconds: Number(grace) }),
    ...(propagation === "Foreground" || propagation === "Orphan" ? { propagation } : {}),
    ...(typeof uid === "string" ? { uid } : {}),
    ...(typeof resourceVersion === "string" ? { resourceVersion } : {}),
  };
}

/** @returns what the API answers: a success, or the object that takes its time */
export function removeObject(objects: KubeObjects, route: ResourceRoute, options: RemoveOptions): object {
  const { definition, namespace, name } = route;
  getObject(objects, route);
  const left = objects.remove(definition.plural, namespace, name!, options);
  if (objects.get(definition.plural, namespace, name!) !== undefined) return left;
  return {
    kind: "Status",
    apiVersion: "v1",
    metadata: {},
    status: "Success",
    details: {
      name,
      ...(definition.group === "" ? {} : { group: definition.group }),
      kind: definition.plural,
      uid: left.metadata.uid,
    },
  };
}

export function removeCollection(
  objects: KubeObjects,
  route: ResourceRoute,
  query: Query,
  options: RemoveOptions,
): readonly KubeObject[] {
  const { definition, namespace } = route;
  const chosen = objects.list(definition.plural, namespace).filter(selectionOf(query, definition, null));
  return objects.transaction(() =>
    chosen.map(({ metadata }) => objects.remove(definition.plural, metadata.namespace ?? null, metadata.name, options)),
  );
}
