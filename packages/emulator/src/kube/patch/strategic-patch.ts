import { KubeError } from "../kube-error.ts";
import { sameJson } from "../same-json.ts";
import { isObject } from "../schema/decode.ts";
import type { Schema, Types } from "../schema/schema.ts";

type Json = Record<string, unknown>;

/** Names of fields that are orders to the server, not content. */
const ORDER = "$setElementOrder/";
const DELETE_FROM = "$deleteFromPrimitiveList/";
const RETAIN = "$retainKeys";

/**
 * Kubernetes' own patch: like a merge patch, but a list whose schema has a merge key is merged element by element, and
 * `$patch`, `$retainKeys`, `$deleteFromPrimitiveList/…` and `$setElementOrder/…` are obeyed.
 *
 * @param type the object's type, whose lists say how they are merged
 * @throws KubeError BadRequest for a patch that contradicts itself
 * @source k8s.io/apimachinery/pkg/util/strategicpatch
 */
export function strategicPatch(target: Json, patch: Json, type: string, types: Types): Json {
  return mergeObject(target, patch, { kind: "reference", type }, types);
}

function mergeObject(target: Json, patch: Json, schema: Schema, types: Types): Json {
  const { $patch: directive, ...rest } = patch;
  if (directive === "replace") return withoutOrders(rest);
  if (directive === "delete") return {};
  const result = RETAIN in patch ? retained(target, patch[RETAIN]) : { ...target };
  for (const [key, value] of Object.entries(rest)) {
    if (key === RETAIN || key.startsWith(ORDER)) continue;
    if (key.startsWith(DELETE_FROM)) {
      const field = key.slice(DELETE_FROM.length);
      result[field] = listOf(result[field]).filter((item) => !listOf(value).some((gone) => sameJson(gone, item)));
    } else if (value === null) delete result[key];
    else result[key] = merge(result[key], value, schemaOf(schema, key, types), types, patch[ORDER + key]);
  }
  return result;
}

function merge(target: unknown, patch: unknown, schema: Schema, types: Types, order: unknown): unknown {
  if (isObject(patch)) return mergeObject(isObject(target) ? target : {}, patch, schema, types);
  if (!Array.isArray(patch) || schema.kind !== "list") return patch;
  if (schema.mergeKey !== undefined) return mergeList(listOf(target), patch, schema.mergeKey, schema.of, types, order);
  return order === undefined ? patch : union(listOf(target), patch);
}

/** Elements of both lists are the same when their merge keys are. */
function mergeList(
  target: readonly unknown[],
  patch: readonly unknown[],
  mergeKey: string,
  of: Schema,
  types: Types,
  order: unknown,
): unknown[] {
  if (patch.some((item) => isObject(item) && item["$patch"] === "replace" && !(mergeKey in item))) {
    return patch.filter((item) => !(isObject(item) && "$patch" in item)).map((item) => withoutOrders(item as Json));
  }
  const result = [...target];
  for (const item of patch) {
    if (!isObject(item) || item[mergeKey] === undefined) {
      throw new KubeError(
        "BadRequest",
        `map: ${JSON.stringify(item)} does not contain declared merge key: ${mergeKey}`,
      );
    }
    const index = result.findIndex((other) => isSame(other, item, mergeKey));
    if (item["$patch"] === "delete") {
      if (index >= 0) result.splice(index, 1);
    } else if (index < 0) result.push(mergeObject({}, item, of, types));
    else result[index] = mergeObject(result[index] as Json, item, of, types);
  }
  return Array.isArray(order) ? ordered(result, order, mergeKey) : result;
}

/** A Service may have the same port for TCP and UDP, so the protocol counts too where it is given. */
function isSame(a: unknown, b: Json, mergeKey: string): boolean {
  if (!isObject(a) || !sameJson(a[mergeKey], b[mergeKey])) return false;
  return a["protocol"] === undefined || b["protocol"] === undefined || a["protocol"] === b["protocol"];
}

/** Elements named in the order come as it says; the others keep their places relative to what they follow. */
function ordered(list: readonly unknown[], order: readonly unknown[], mergeKey: string): unknown[] {
  const rank = (item: unknown): number =>
    order.findIndex((wanted) => isObject(wanted) && isObject(item) && sameJson(wanted[mergeKey], item[mergeKey]));
  const named = list.filter((item) => rank(item) >= 0).sort((a, b) => rank(a) - rank(b));
  return list.map((item) => (rank(item) < 0 ? item : named.shift()));
}

function union(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  return [...a, ...b.filter((item) => !a.some((other) => sameJson(other, item)))];
}

function retained(target: Json, keys: unknown): Json {
  return Object.fromEntries(Object.entries(target).filter(([key]) => listOf(keys).includes(key)));
}

/** What replaces as a whole still must not carry orders into the object. */
function withoutOrders(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !key.startsWith("$")));
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function schemaOf(schema: Schema, key: string, types: Types): Schema {
  if (schema.kind === "map") return schema.of;
  return (schema.kind === "reference" ? types.get(schema.type)?.fields.get(key)?.schema : undefined) ?? { kind: "any" };
}
