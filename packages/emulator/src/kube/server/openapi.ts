import { RESOURCES, TYPES } from "../resources/catalog.ts";
import type { ResourceDefinition } from "../resources/definition.ts";
import type { ObjectType, Schema } from "../schema/schema.ts";

/*
 * OpenAPI 3 as far as kubectl reads it: `explain` wants the types, `apply` looks whether the server checks fields itself.
 * Patches are not described on purpose: kubectl then uses what it knows of the built-in kinds.
 */

/** `/openapi/v3` */
export function openApiIndex(): object {
  const versions = new Set(RESOURCES.map((definition) => pathOf(definition)));
  return {
    paths: Object.fromEntries([...versions].map((path) => [path, { serverRelativeURL: `/openapi/v3/${path}` }])),
  };
}

/** `/openapi/v3/api/v1`, …; undefined: nothing is there. */
export function openApiDocument(group: string, version: string, clusterVersion: string): object | undefined {
  const own = RESOURCES.filter((definition) => definition.group === group && definition.version === version);
  if (own.length === 0) return undefined;
  const types = reachable(own.map((definition) => definition.kind));
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: clusterVersion },
    paths: Object.fromEntries(own.flatMap(pathItems)),
    components: {
      schemas: Object.fromEntries(types.map((type) => [schemaName(type.name), schemaOf(type, own)])),
    },
  };
}

function pathOf({ group, version }: Pick<ResourceDefinition, "group" | "version">): string {
  return group === "" ? `api/${version}` : `apis/${group}/${version}`;
}

function pathItems(definition: ResourceDefinition): readonly (readonly [string, object])[] {
  const folder = `/${pathOf(definition)}${definition.namespaced ? "/namespaces/{namespace}" : ""}/${definition.plural}`;
  const gvk = { group: definition.group, version: definition.version, kind: definition.kind };
  const parameters = ["dryRun", "fieldManager", "fieldValidation"].map((name) => ({
    name,
    in: "query",
    schema: { type: "string", uniqueItems: true },
  }));
  const operation = (action: string): object => ({
    parameters,
    responses: {},
    "x-kubernetes-action": action,
    "x-kubernetes-group-version-kind": gvk,
  });
  return [
    [folder, { post: operation("post") }],
    [`${folder}/{name}`, { put: operation("put"), patch: operation("patch") }],
  ];
}

/** All types that these refer to, themselves included. */
function reachable(roots: readonly string[]): readonly ObjectType[] {
  const found = new Map<string, ObjectType>();
  const visit = (name: string): void => {
    const type = TYPES.get(name)!;
    if (found.has(name)) return;
    found.set(name, type);
    for (const { schema } of type.fields.values()) visitSchema(schema);
  };
  const visitSchema = (schema: Schema): void => {
    if (schema.kind === "list" || schema.kind === "map") visitSchema(schema.of);
    if (schema.kind === "reference") visit(schema.type);
  };
  for (const root of roots) visit(root);
  return [...found.values()];
}

function schemaName(type: string): string {
  return `podpath.${type}`;
}

function schemaOf(type: ObjectType, own: readonly ResourceDefinition[]): object {
  const definition = own.find((candidate) => candidate.kind === type.name);
  const properties = [...type.fields].map(([name, { schema, doc }]) => [
    name,
    { description: doc, ...propertyOf(schema) },
  ]);
  return {
    type: "object",
    description: type.doc,
    properties: Object.fromEntries(properties) as object,
    ...(definition === undefined
      ? {}
      : {
          "x-kubernetes-group-version-kind": [
            { group: definition.group, version: definition.version, kind: definition.kind },
          ],
        }),
  };
}

function propertyOf(schema: Schema): object {
  switch (schema.kind) {
    case "string":
    case "boolean":
    case "number":
      return { type: schema.kind };
    case "time":
      return { type: "string", format: "date-time" };
    case "bytes":
      return { type: "string", format: "byte" };
    case "integer":
      return { type: "integer", format: "int32" };
    case "any":
      return { type: "object", "x-kubernetes-preserve-unknown-fields": true };
    case "quantity":
      return { type: "string" };
    case "integer-or-string":
      return { type: "string", format: "int-or-string" };
    case "list":
      return { type: "array", items: propertyOf(schema.of) };
    case "map":
      return { type: "object", additionalProperties: propertyOf(schema.of) };
    case "reference":
      return { allOf: [{ $ref: `#/components/schemas/${schemaName(schema.type)}` }] };
    default:
      return schema satisfies never;
  }
}
