import { isObject, type Json, type JsonObject, same } from "./json.ts";

/** One property that is not as wanted. `path` is dotted: `native.replicas`. */
export interface Change {
  readonly path: string;
  readonly wanted: Json | undefined;
  readonly actual: Json | undefined;
}

/** Every property that differs, as deep as objects go; lists are compared whole, since their order has a meaning. */
export function differences(wanted: JsonObject, actual: JsonObject, prefix = ""): Change[] {
  const keys = [...new Set([...Object.keys(wanted), ...Object.keys(actual)])];
  return keys.flatMap((key) => {
    const [want, is] = [wanted[key], actual[key]];
    const path = prefix + key;
    if (isObject(want) && isObject(is)) return differences(want, is, `${path}.`);
    return same(want, is) ? [] : [{ path, wanted: want, actual: is }];
  });
}

/** Of what is read back, only what the program asked for; what the cloud chose by itself is no drift. */
export function onlyWanted(actual: JsonObject, wanted: JsonObject): JsonObject {
  const entries = Object.entries(wanted)
    .filter(([key]) => actual[key] !== undefined)
    .map(([key, want]): [string, Json] => {
      const is = actual[key] as Json;
      return [key, isObject(want) && isObject(is) && !isFreeForm(key) ? onlyWanted(is, want) : is];
    });
  return Object.fromEntries(entries);
}

/** Maps whose keys are data and not names of properties: a tag that somebody added is drift. */
function isFreeForm(key: string): boolean {
  return key === "tags";
}

/** True when one of the changed paths is, or lies below, one that cannot be changed in place. */
export function needsReplacement(changes: readonly Change[], immutable: readonly string[]): boolean {
  return changes.some(({ path }) => immutable.some((fixed) => path === fixed || path.startsWith(`${fixed}.`)));
}
