import { decodeBase64, encodeBase64 } from "../../text.ts";
import type { KubeObject } from "../cluster-objects.ts";
import { KubeError, notFound } from "../kube-error.ts";
import type { KubeObjects } from "../kube-objects.ts";
import { apiVersionOf, type ResourceDefinition } from "../resources/definition.ts";
import { parseFieldSelector } from "../selection/field-selector.ts";
import { matchesLabels, parseLabelSelector } from "../selection/label-selector.ts";
import type { Query } from "./query.ts";
import type { ResourceRoute } from "./route.ts";
import { metadataOf, tableOf, type View } from "./table.ts";

/** @throws KubeError NotFound */
export function getObject(objects: KubeObjects, { definition, namespace, name }: ResourceRoute): KubeObject {
  const found = objects.get(definition.plural, namespace, name ?? "");
  if (found === undefined) throw notFound(definition, name ?? "");
  return found;
}

/** The selectors of a request as one test. */
export function selectionOf(
  query: Query,
  definition: ResourceDefinition,
  name: string | null,
): (object: KubeObject) => boolean {
  const labels = parseLabelSelector(query.one("labelSelector") ?? "");
  const fields = parseFieldSelector(query.one("fieldSelector") ?? "", definition);
  return (object) =>
    matchesLabels(object.metadata.labels, labels) && fields(object) && (name === null || object.metadata.name === name);
}

interface Page {
  readonly items: readonly KubeObject[];
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
}

/** Where a list goes on: after this object, at the revision that the first page told. */
interface Continuation {
  readonly revision: string;
  readonly after: string;
}

/** A page of what matches. Later pages show what is there by then, under the revision of the first. */
export function listPage(objects: KubeObjects, route: ResourceRoute, query: Query): Page {
  const { definition, namespace } = route;
  const matching = objects.list(definition.plural, namespace).filter(selectionOf(query, definition, null));
  const limit = Number(query.one("limit") ?? 0);
  const from = continuationOf(query.one("continue"));
  const revision = from?.revision ?? objects.revision;
  const left = from === undefined ? matching : matching.filter((object) => placeOf(object) > from.after);
  if (!(limit > 0) || left.length <= limit) return { items: left, metadata: { resourceVersion: revision } };
  const items = left.slice(0, limit);
  const token: Continuation = { revision, after: placeOf(items.at(-1)!) };
  return {
    items,
    metadata: {
      resourceVersion: revision,
      continue: encodeBase64(JSON.stringify(token)),
      remainingItemCount: left.length - limit,
    },
  };
}

function placeOf({ metadata }: KubeObject): string {
  return metadata.namespace === undefined ? metadata.name : `${metadata.namespace}/${metadata.name}`;
}

function continuationOf(token: string | undefined): Continuation | undefined {
  if (token === undefined || token === "") return undefined;
  try {
    const { revision, after } = JSON.parse(decodeBase64(token) ?? "") as Partial<Continuation>;
    if (typeof revision === "string" && typeof after === "string") return { revision, after };
  } catch {
    // told below: a token that isn't ours
  }
  throw new KubeError("BadRequest", "continue key is not valid: list again without it");
}

/** A page as the client wants it. */
export function viewedPage(
  view: View,
  definition: ResourceDefinition,
  { items, metadata }: Page,
  nowMs: number,
): object {
  switch (view.kind) {
    case "table":
      return tableOf(definition, items, metadata, view.include, nowMs);
    case "metadata":
      return {
        kind: "PartialObjectMetadataList",
        apiVersion: "meta.k8s.io/v1",
        metadata,
        items: items.map(metadataOf),
      };
    case "object":
      return { kind: `${definition.kind}List`, apiVersion: apiVersionOf(definition), metadata, items };
    default:
      return view satisfies never;
  }
}
