import type { ObjectType, Schema, Types } from "./schema.ts";

/** What decoding made of a value: unknown fields and nulls are gone. */
export interface Decoded {
  readonly value: unknown;
  /** Paths of fields that the type doesn't have. */
  readonly unknown: readonly string[];
  /** The first value of a wrong type, in the words of the real API; null: none. */
  readonly mismatch: string | null;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Checks a value against a type and drops what the type doesn't know, as a typed API does. Nulls count as absent. */
export function decode(value: unknown, type: string, types: Types): Decoded {
  const unknown: string[] = [];
  let mismatch: string | null = null;

  const wrong = (got: unknown, path: string, want: string): undefined => {
    mismatch ??= `json: cannot unmarshal ${jsonTypeOf(got)} into Go struct field ${type}.${path} of type ${want}`;
    return undefined;
  };

  const walk = (node: unknown, schema: Schema, path: string): unknown => {
    switch (schema.kind) {
      case "any":
        return node;
      case "bytes":
        if (typeof node !== "string") return wrong(node, path, "[]uint8");
        if (!BASE64.test(node)) mismatch ??= `${path}: illegal base64 data`;
        return node;
      case "string":
      case "time":
        return typeof node === "string" ? node : wrong(node, path, "string");
      case "boolean":
        return typeof node === "boolean" ? node : wrong(node, path, "bool");
      case "integer":
        return Number.isSafeInteger(node) ? node : wrong(node, path, "int32");
      case "number":
        return typeof node === "number" ? node : wrong(node, path, "float64");
      case "quantity":
      case "integer-or-string":
        if (typeof node === "string" || typeof node === "number")
          return schema.kind === "quantity" ? String(node) : node;
        return wrong(node, path, schema.kind === "quantity" ? "resource.Quantity" : "intstr.IntOrString");
      case "list":
        if (!Array.isArray(node)) return wrong(node, path, "[]" + nameOf(schema.of));
        return node.map((item, index) => walk(item, schema.of, `${path}[${index}]`));
      case "map":
        if (!isObject(node)) return wrong(node, path, `map[string]${nameOf(schema.of)}`);
        return mapValues(node, (item, key) => walk(item, schema.of, `${path}.${key}`));
      case "reference":
        if (!isObject(node)) return wrong(node, path, nameOf(schema));
        return walkObject(node, types.get(schema.type)!, path);
      default:
        return schema satisfies never;
    }
  };

  const walkObject = (node: Record<string, unknown>, object: ObjectType, path: string): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(node)) {
      const at = path === "" ? key : `${path}.${key}`;
      const field = object.fields.get(key);
      if (field === undefined) unknown.push(at);
      else if (item !== null && item !== undefined) result[key] = walk(item, field.schema, at);
    }
    return result;
  };

  const decoded = isObject(value) ? walkObject(value, types.get(type)!, "") : wrong(value, "", type);
  return { value: decoded, unknown, mismatch };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function mapValues(
  map: Record<string, unknown>,
  change: (item: unknown, key: string) => unknown,
): Record<string, unknown> {
  const kept = Object.entries(map).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(kept.map(([key, item]) => [key, change(item, key)]));
}

function nameOf(schema: Schema): string {
  switch (schema.kind) {
    case "reference":
      return `v1.${schema.type}`;
    case "list":
      return `[]${nameOf(schema.of)}`;
    case "map":
      return `map[string]${nameOf(schema.of)}`;
    case "integer":
      return "int32";
    case "boolean":
      return "bool";
    default:
      return schema.kind;
  }
}

function jsonTypeOf(value: unknown): string {
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  return value === null ? "null" : typeof value;
}
