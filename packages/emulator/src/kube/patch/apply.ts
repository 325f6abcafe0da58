import { sameJson } from "../same-json.ts";
import { isObject } from "../schema/decode.ts";
import type { Types } from "../schema/schema.ts";
import { strategicPatch } from "./strategic-patch.ts";

type Json = Record<string, unknown>;

/**
 * Server-side apply, simplified: what the manager applied is merged into the object, and what it had applied before and
 * no longer does is taken out. Who owns which field isn't tracked, so there are no conflicts.
 *
 * @param last what the same manager applied the time before
 */
export function applyPatch(current: Json, applied: Json, last: Json | undefined, type: string, types: Types): Json {
  const cleared = last === undefined ? current : (subtract(current, last, applied) as Json);
  return strategicPatch(cleared, applied, type, types);
}

/** Removes from `current` what `last` had and `applied` hasn't; elements of lists are told apart by name. */
function subtract(current: unknown, last: unknown, applied: unknown): unknown {
  if (isObject(current) && isObject(last)) {
    const entries = Object.entries(current).flatMap(([key, value]): [string, unknown][] => {
      if (!(key in last)) return [[key, value]];
      if (!isObject(applied) || !(key in applied)) return [];
      return [[key, subtract(value, last[key], applied[key])]];
    });
    return Object.fromEntries(entries);
  }
  if (Array.isArray(current) && Array.isArray(last) && Array.isArray(applied)) {
    return current.flatMap((item) => {
      const before = last.find((other) => sameElement(other, item));
      const now = applied.find((other) => sameElement(other, item));
      if (before === undefined) return [item];
      return now === undefined ? [] : [subtract(item, before, now)];
    });
  }
  return current;
}

const KEYS = ["name", "containerPort", "mountPath", "port", "ip", "type", "uid"];

function sameElement(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return sameJson(a, b);
  const key = KEYS.find((candidate) => candidate in a);
  return key === undefined ? sameJson(a, b) : sameJson(a[key], b[key]);
}
