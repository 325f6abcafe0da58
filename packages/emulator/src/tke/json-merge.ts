export type JsonObject = Readonly<Record<string, unknown>>;

/** `over` on top of `base`: objects are merged member by member, anything else is replaced. */
export function mergeJson(base: JsonObject, over: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(over)) {
    const below = Object.hasOwn(base, name) ? base[name] : undefined;
    merged[name] = isObject(below) && isObject(value) ? mergeJson(below, value) : value;
  }
  return merged;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
