import type { KubeObject } from "../cluster-objects.ts";
import type { ResourceDefinition } from "../resources/definition.ts";

/** How a client wants objects to come. */
export type View =
  | { readonly kind: "object" }
  | { readonly kind: "metadata" }
  | { readonly kind: "table"; readonly include: "None" | "Metadata" | "Object" };

/** @param accept the header, e.g. `application/json;as=Table;v=v1;g=meta.k8s.io,application/json` */
export function viewOf(accept: string | undefined, includeObject: string | undefined): View {
  for (const wanted of (accept ?? "").split(",")) {
    const parts = wanted.split(";").map((part) => part.trim());
    if (!parts.includes("g=meta.k8s.io") || !parts.includes("v=v1") || parts[0] !== "application/json") continue;
    if (parts.includes("as=Table")) {
      return {
        kind: "table",
        include: includeObject === "None" || includeObject === "Object" ? includeObject : "Metadata",
      };
    }
    if (parts.some((part) => part === "as=PartialObjectMetadata" || part === "as=PartialObjectMetadataList"))
      return { kind: "metadata" };
  }
  return { kind: "object" };
}

/** A `meta.k8s.io/v1 Table`: what `kubectl get` prints. */
export function tableOf(
  definition: ResourceDefinition,
  objects: readonly KubeObject[],
  listMeta: object,
  include: "None" | "Metadata" | "Object",
  nowMs: number,
): object {
  return {
    kind: "Table",
    apiVersion: "meta.k8s.io/v1",
    metadata: listMeta,
    columnDefinitions: definition.columns.map(({ name, type, format = "", priority = 0 }) => ({
      name,
      type,
      format,
      description: "",
      priority,
    })),
    rows: objects.map((object) => ({
      cells: definition.columns.map((column) => column.cell(object, nowMs)),
      ...(include === "None" ? {} : { object: include === "Object" ? object : metadataOf(object) }),
    })),
  };
}

export function metadataOf(object: KubeObject): object {
  return { kind: "PartialObjectMetadata", apiVersion: "meta.k8s.io/v1", metadata: object.metadata };
}

/** One object as the client wants it. */
export function viewed(view: View, definition: ResourceDefinition, object: KubeObject, nowMs: number): object {
  switch (view.kind) {
    case "object":
      return object;
    case "metadata":
      return metadataOf(object);
    case "table": {
      const { resourceVersion } = object.metadata;
      return tableOf(definition, [object], { resourceVersion }, view.include, nowMs);
    }
    default:
      return view satisfies never;
  }
}
