import { findResource } from "../resources/catalog.ts";
import type { ResourceDefinition } from "../resources/definition.ts";

/** What a path names. */
export type Route =
  | { readonly kind: "health" | "version" | "openapi-v2" | "openapi-v3-index" | "core-versions" | "groups" }
  | { readonly kind: "openapi-v3" | "group"; readonly group: string; readonly version: string }
  | { readonly kind: "group-version"; readonly group: string; readonly version: string }
  | { readonly kind: "review"; readonly name: string }
  | ResourceRoute
  | { readonly kind: "unknown" };

export interface ResourceRoute {
  readonly kind: "resource";
  readonly definition: ResourceDefinition;
  /** Null: cluster-scoped, or all namespaces. */
  readonly namespace: string | null;
  /** Null: the collection. */
  readonly name: string | null;
  /** `status`, `log`, …; null: the object itself. */
  readonly subresource: string | null;
}

/** Requests that are answered at once and stored nowhere. */
export const REVIEWS = [
  { group: "authentication.k8s.io", plural: "selfsubjectreviews", kind: "SelfSubjectReview" },
  { group: "authorization.k8s.io", plural: "selfsubjectaccessreviews", kind: "SelfSubjectAccessReview" },
  { group: "authorization.k8s.io", plural: "selfsubjectrulesreviews", kind: "SelfSubjectRulesReview" },
] as const;

const UNKNOWN: Route = { kind: "unknown" };

/** @param path as sent, without the query */
export function routeOf(path: string): Route {
  const parts = path
    .split("/")
    .filter((part) => part !== "")
    .map(decodePart);
  const [first, ...rest] = parts;
  switch (first) {
    case "healthz":
    case "livez":
    case "readyz":
      return { kind: "health" };
    case "version":
      return { kind: "version" };
    case "openapi":
      return openApiRoute(rest);
    case "api":
      return rest.length === 0 ? { kind: "core-versions" } : versionRoute("", rest[0]!, rest.slice(1));
    case "apis":
      if (rest.length === 0) return { kind: "groups" };
      return rest.length === 1
        ? { kind: "group", group: rest[0]!, version: "" }
        : versionRoute(rest[0]!, rest[1]!, rest.slice(2));
    default:
      return UNKNOWN;
  }
}

function openApiRoute([version, ...rest]: readonly string[]): Route {
  if (version === "v2" && rest.length === 0) return { kind: "openapi-v2" };
  if (version !== "v3") return UNKNOWN;
  if (rest.length === 0) return { kind: "openapi-v3-index" };
  if (rest[0] === "api") return { kind: "openapi-v3", group: "", version: rest[1] ?? "" };
  return rest.length === 3 ? { kind: "openapi-v3", group: rest[1]!, version: rest[2]! } : UNKNOWN;
}

function versionRoute(group: string, version: string, rest: readonly string[]): Route {
  if (rest.length === 0) return { kind: "group-version", group, version };
  const review = REVIEWS.find(
    (candidate) => candidate.group === group && candidate.plural === rest[0] && version === "v1",
  );
  if (review !== undefined) return { kind: "review", name: review.plural };
  const inNamespace = rest[0] === "namespaces" && rest.length > 2 && !["status", "finalize"].includes(rest[2]!);
  const [plural, name = null, subresource = null, ...more] = inNamespace ? rest.slice(2) : rest;
  const definition = findResource(plural!);
  if (definition === undefined || definition.group !== group || definition.version !== version || more.length > 0)
    return UNKNOWN;
  if (inNamespace !== definition.namespaced && (inNamespace || name !== null)) return UNKNOWN;
  return { kind: "resource", definition, namespace: inNamespace ? rest[1]! : null, name, subresource };
}

function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
