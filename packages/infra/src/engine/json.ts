/** Values as they cross JSON and Pulumi's wire. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property that this engine or the SDK's types say is a string. */
export function textAt(inputs: JsonObject, key: string): string {
  const value = inputs[key];
  if (typeof value === "string") return value;
  throw new Error(`'${key}' is not a string: ${JSON.stringify(value)}`);
}

/** Same value; the order of keys does not count, the order of list items does. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (isObject(a) && isObject(b)) {
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
  }
  return a === b;
}

/** `actual` says all that `wanted` says, and may say more: how a merged configuration is compared. */
export function includes(actual: unknown, wanted: unknown): boolean {
  if (isObject(actual) && isObject(wanted)) {
    return Object.entries(wanted).every(([key, value]) => includes(actual[key], value));
  }
  return same(actual, wanted);
}
