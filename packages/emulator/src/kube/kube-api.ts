import type { HttpRequest, HttpResponse } from "../http.ts";
import type { HostedCluster, KubeHost } from "../kube-host.ts";
import type { Runtime } from "../runtime.ts";
import { KubeError } from "./kube-error.ts";
import { requireAllowed, verbOf, type User } from "./server/access.ts";
import { handleMeta } from "./server/meta.ts";
import { openExec, type ExecOpening, type OpenExec } from "./server/exec.ts";
import { openPortForward } from "./server/port-forward.ts";
import { parseQuery } from "./server/query.ts";
import { handleResource, type ResourceContext } from "./server/resource.ts";
import { json, refusal, text } from "./server/respond.ts";
import { review } from "./server/reviews.ts";
import { parseBody } from "./server/body.ts";
import { routeOf, type ResourceRoute } from "./server/route.ts";
import type { WatchCounter } from "./server/watch.ts";

/** The Kubernetes API of every cluster of an emulator: which one is meant, the bearer token says. */
export interface KubeApi {
  handle(request: HttpRequest): Promise<HttpResponse>;
  /** For a request to `pods/<name>/exec` or `/portforward`, whose connection becomes streams. */
  readonly openExec: OpenExec;
}

interface Session {
  readonly cluster: HostedCluster;
  readonly user: User;
}

export function createKubeApi(host: KubeHost, runtime: Runtime): KubeApi {
  const watches: WatchCounter = { open: 0 };

  /** @throws KubeError Unauthorized */
  function sessionOf(request: HttpRequest): Session {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "") ?? [];
    const session = token === undefined ? null : host.authenticate(token);
    if (session === null) throw new KubeError("Unauthorized", "Unauthorized");
    return session;
  }

  async function answer(request: HttpRequest): Promise<HttpResponse> {
    const route = routeOf(request.path);
    if (route.kind === "health") return text(200, "ok");
    const session = sessionOf(request);
    const { cluster, user } = session;
    switch (route.kind) {
      case "review": {
        if (request.method !== "POST") throw new KubeError("MethodNotAllowed", "a review is made by POST");
        return json(
          201,
          review(route.name, await parseBody(request.body, request.headers["content-type"] ?? ""), user),
        );
      }
      case "resource": {
        const query = parseQuery(request.query);
        authorize(request, route, session);
        const context: ResourceContext = {
          cluster,
          objects: cluster.objects,
          runtime,
          watches,
        };
        return await handleResource(context, request, route, query);
      }
      default:
        return handleMeta(route, request, cluster.version);
    }
  }

  function openExecFor(request: HttpRequest): ExecOpening {
    try {
      const route = routeOf(request.path);
      const session = sessionOf(request);
      if (route.kind !== "resource")
        throw new KubeError("NotFound", "the server could not find the requested resource");
      authorize(request, route, session);
      switch (route.subresource) {
        case "exec":
          return openExec(session.cluster, route, parseQuery(request.query));
        case "portforward":
          return openPortForward(session.cluster, route);
        default:
          throw new KubeError(
            "NotImplemented",
            "this lab serves exec and port-forward, not attach: kubectl exec -it opens a shell, kubectl logs -f follows the output",
          );
      }
    } catch (error) {
      return { kind: "refused", response: refused(error, runtime) };
    }
  }

  return {
    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        return refused(error, runtime);
      }
    },
    openExec: openExecFor,
  };
}

function refused(error: unknown, runtime: Runtime): HttpResponse {
  if (error instanceof KubeError) return refusal(error);
  runtime.log(`kube: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return refusal(
    new KubeError(
      "InternalError",
      "an error on the server has prevented the request from succeeding: see the lab's log",
    ),
  );
}

/** Streams are asked for by POST or by GET, and both mean `create`. */
function authorize(request: HttpRequest, route: ResourceRoute, { user }: Session): void {
  const query = parseQuery(request.query);
  const streams = route.subresource === "exec" || route.subresource === "attach" || route.subresource === "portforward";
  const watching = query.flag("watch") && route.subresource === null;
  requireAllowed(user, {
    verb: streams ? "create" : verbOf(request.method, route, watching),
    group: route.definition.group,
    resource: route.definition.plural,
    subresource: route.subresource ?? "",
    namespace: route.namespace ?? "",
    name: route.name ?? "",
  });
}
