import type { Schema } from "../../src/diagnose/diagnosis-schema.ts";

/** Where a value is not as its schema says: paths with what was expected; empty when it is. */
export function mismatches(schema: Schema, value: unknown, at = "$"): readonly string[] {
  if ("const" in schema) return value === schema.const ? [] : [`${at}: not ${schema.const}`];
  if ("enum" in schema) return schema.enum.some((one) => one === value) ? [] : [`${at}: none of ${schema.enum.join()}`];
  if ("anyOf" in schema) {
    const all = schema.anyOf.map((one) => mismatches(one, value, at));
    return all.some((found) => found.length === 0) ? [] : all.flat();
  }
  switch (schema.type) {
    case "array":
      return Array.isArray(value)
        ? value.flatMap((item, index) => mismatches(schema.items, item, `${at}[${index}]`))
        : [`${at}: no list`];
    case "object": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) return [`${at}: no object`];
      const entries = Object.entries(value);
      const missing = schema.required.filter((name) => !(name in value)).map((name) => `${at}.${name}: missing`);
      const found = entries.flatMap(([name, member]) => {
        const known = schema.properties[name];
        return known === undefined ? [`${at}.${name}: not in the schema`] : mismatches(known, member, `${at}.${name}`);
      });
      return [...missing, ...found];
    }
    case "null":
      return value === null ? [] : [`${at}: not null`];
    default:
      return typeof value === schema.type ? [] : [`${at}: no ${schema.type}`];
  }
}
