import type { HttpRequest, HttpResponse } from "../../http.ts";
import type { HostedCluster } from "../../kube-host.ts";
import type { Runtime } from "../../runtime.ts";
import { KubeError } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { isObject } from "../schema/decode.ts";
import type { PodObject } from "../types.ts";
import { verbOf } from "./access.ts";
import { parseBody } from "./body.ts";
import { podLog } from "./logs.ts";
import { patchObject } from "./patch-request.ts";
import type { Query } from "./query.ts";
import { getObject, listPage, viewedPage } from "./read.ts";
import { json, warningHeader } from "./respond.ts";
import type { ResourceRoute } from "./route.ts";
import { changeScale, scaleOf } from "./scale.ts";
import { viewed, viewOf, type View } from "./table.ts";
import { watchCollection, type WatchCounter } from "./watch.ts";
import { createObject, removeCollection, removeObject, removeOptions, replaceObject, type Written } from "./write.ts";

export interface ResourceContext {
  readonly cluster: HostedCluster;
  readonly objects: KubeObjects;
  readonly runtime: Runtime;
  readonly watches: WatchCounter;
}

/** Everything about objects and collections but streams. @throws KubeError */
export async function handleResource(
  context: ResourceContext,
  request: HttpRequest,
  route: ResourceRoute,
  query: Query,
): Promise<HttpResponse> {
  const { objects, runtime } = context;
  requireServed(route);
  const contentType = request.headers["content-type"] ?? "";
  const verb = verbOf(request.method, route, query.flag("watch") && route.subresource === null);
  const body =
    verb === "get" || verb === "list" || verb === "watch" ? undefined : await parseBody(request.body, contentType);
  const dry =
    query.one("dryRun") === "All" || (isObject(body) && Array.isArray(body["dryRun"]) && verb.startsWith("delete"));
  const written = <T>(work: () => T): T => (dry ? objects.rehearse(work) : work());
  if (route.subresource !== null && route.subresource !== "status") {
    return handleSubresource(context, request, route, query, body, written);
  }
  const view = viewOf(request.headers["accept"], query.one("includeObject"));
  switch (verb) {
    case "get":
      return json(200, viewed(view, route.definition, getObject(objects, route), runtime.now()));
    case "list":
      return json(200, viewedPage(view, route.definition, listPage(objects, route, query), runtime.now()));
    case "watch":
      return watchCollection(objects, route, query, view, runtime, context.watches);
    case "create":
      requireCollection(route);
      return answerWritten(
        written(() => createObject(objects, route, body, query)),
        route,
        view,
        runtime,
      );
    case "update":
      return answerWritten(
        written(() => replaceObject(objects, route, body, query)),
        route,
        view,
        runtime,
      );
    case "patch":
      return answerWritten(
        written(() => patchObject(objects, route, body, contentType, query)),
        route,
        view,
        runtime,
      );
    case "delete":
      return json(
        200,
        written(() => removeObject(objects, route, removeOptions(body, query))),
      );
    case "deletecollection": {
      const items = written(() => removeCollection(objects, route, query, removeOptions(body, query)));
      return json(
        200,
        viewedPage(view, route.definition, { items, metadata: { resourceVersion: objects.revision } }, runtime.now()),
      );
    }
    default:
      return verb satisfies never;
  }
}

/** @throws KubeError NotFound for a subresource that this kind hasn't */
function requireServed({ definition, subresource }: ResourceRoute): void {
  const served =
    subresource === null ||
    (subresource === "status" && definition.hasStatus) ||
    (subresource === "scale" && definition.scalable) ||
    definition.actions.some((action) => action === subresource);
  if (served) return;
  const why =
    subresource === "ephemeralcontainers"
      ? "this lab adds no containers to a running Pod: kubectl exec -it opens a shell in it, with curl, ip, ss and ping"
      : "the server could not find the requested resource";
  // kubectl debug looks into the details without asking whether there are any.
  throw new KubeError("NotFound", why, {});
}

function answerWritten(
  { status, object, warnings }: Written,
  route: ResourceRoute,
  view: View,
  runtime: Runtime,
): HttpResponse {
  return json(status, viewed(view, route.definition, object, runtime.now()), warningHeader(warnings));
}

function requireCollection({ name, namespace, definition }: ResourceRoute): void {
  if (name !== null || (definition.namespaced && namespace === null)) {
    throw new KubeError("MethodNotAllowed", "the server does not allow this method on the requested resource");
  }
}

function handleSubresource(
  { cluster, objects, runtime }: ResourceContext,
  request: HttpRequest,
  route: ResourceRoute,
  query: Query,
  body: unknown,
  written: <T>(work: () => T) => T,
): HttpResponse {
  switch (route.subresource) {
    case "scale": {
      if (request.method === "GET") return json(200, scaleOf(getObject(objects, route)));
      const contentType = request.method === "PATCH" ? (request.headers["content-type"] ?? "") : null;
      return json(
        200,
        written(() => changeScale(objects, route, body, contentType)),
      );
    }
    case "log":
      return podLog(cluster, route, query, runtime);
    case "eviction":
      written(() =>
        removeObject(objects, route, removeOptions(isObject(body) ? body["deleteOptions"] : undefined, query)),
      );
      return json(201, SUCCESS);
    case "binding": {
      const target = isObject(body) && isObject(body["target"]) ? body["target"]["name"] : undefined;
      if (typeof target !== "string") throw new KubeError("BadRequest", "target.name: Required value");
      written(() => bind(objects, getObject(objects, route) as PodObject, target));
      return json(201, SUCCESS);
    }
    default:
      throw new KubeError("BadRequest", "Upgrade request required");
  }
}

const SUCCESS = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success" };

/** Puts a Pod on a node, once. @throws KubeError */
function bind(objects: KubeObjects, pod: PodObject, nodeName: string): void {
  if (pod.spec.nodeName !== undefined) {
    throw new KubeError("Conflict", `pod ${pod.metadata.name} is already assigned to node "${pod.spec.nodeName}"`);
  }
  objects.update("pods", { ...pod, spec: { ...pod.spec, nodeName } });
}
