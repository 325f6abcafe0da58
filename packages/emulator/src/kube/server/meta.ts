import type { HttpRequest, HttpResponse } from "../../http.ts";
import { KubeError } from "../kube-error.ts";
import { aggregated, coreVersions, groupList, groupOf, groupVersionExists, resourceList } from "./discovery.ts";
import { openApiDocument, openApiIndex } from "./openapi.ts";
import { json } from "./respond.ts";
import type { ResourceRoute, Route } from "./route.ts";

const NO_SUCH_PATH = "the server could not find the requested resource";

/** What the API tells of itself: its version, its kinds, their fields. */
export function handleMeta(
  route: Exclude<Route, ResourceRoute | { kind: "review" }>,
  request: HttpRequest,
  clusterVersion: string,
): HttpResponse {
  const accept = request.headers["accept"] ?? "";
  switch (route.kind) {
    case "version":
      return json(200, versionInfo(clusterVersion));
    case "core-versions":
      return aggregatedFor(accept, true) ?? json(200, coreVersions());
    case "groups":
      return aggregatedFor(accept, false) ?? json(200, groupList());
    case "group":
      return found(groupOf(route.group));
    case "group-version":
      return found(
        groupVersionExists(route.group, route.version) ? resourceList(route.group, route.version) : undefined,
      );
    case "openapi-v2":
      return openApiV2();
    case "openapi-v3-index":
      return json(200, openApiIndex());
    case "openapi-v3":
      return found(openApiDocument(route.group, route.version, clusterVersion));
    case "health":
    case "unknown":
      throw new KubeError("NotFound", NO_SUCH_PATH);
    default:
      return route satisfies never;
  }
}

function found(body: object | undefined): HttpResponse {
  if (body === undefined) throw new KubeError("NotFound", NO_SUCH_PATH);
  return json(200, body);
}

/** The whole of discovery in one answer, if the client understands it. */
function aggregatedFor(accept: string, core: boolean): HttpResponse | null {
  const version = (["v2", "v2beta1"] as const).find((candidate) =>
    accept.split(",").some((wanted) => wanted.includes("g=apidiscovery.k8s.io") && wanted.includes(`v=${candidate};`)),
  );
  if (version === undefined) return null;
  return json(200, aggregated(version, core), {
    "content-type": `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
    vary: "Accept",
  });
}

/**
 * kubectl wants the second OpenAPI version as protobuf, and gives up on anything else; an empty document of that type is a
 * valid one without definitions, which makes it leave checks to the server.
 */
function openApiV2(): HttpResponse {
  const type = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
  return { status: 200, headers: { "content-type": type }, body: new Uint8Array() };
}

function versionInfo(gitVersion: string): object {
  const [, major = "1", minor = "30"] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return {
    major,
    minor,
    gitVersion,
    gitCommit: "",
    gitTreeState: "clean",
    buildDate: "2024-04-17T17:27:03Z",
    goVersion: "go1.22.2",
    compiler: "gc",
    platform: "linux/amd64",
  };
}
