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

/**
 * Removes from `current` what `last` had and `applied` hasn't, leaf by leaf, so that what others wrote beside it stays;
 * elements of lists are told apart by name.
 */
function subtract(current: unknown, last: unknown, applied: unknown): unknown {
  if (isObject(current) && isObject(last)) {
    const now = isObject(applied) ? applied : {};
    const entries = Object.entries(current).flatMap(([key, value]): [string, unknown][] => {
      if (!(key in last)) return [[key, value]];
      const left = key in now || isCompound(value) ? subtract(value, last[key], now[key]) : undefined;
      return left === undefined || (!(key in now) && isEmpty(left)) ? [] : [[key, left]];
    });
    return Object.fromEntries(entries);
  }
  if (Array.isArray(current) && Array.isArray(last)) {
    const wanted: readonly unknown[] = Array.isArray(applied) ? applied : [];
    return current.flatMap((item) => {
      const before = last.find((other) => sameElement(other, item));
      const now = wanted.find((other) => sameElement(other, item));
      if (before === undefined) return [item];
      return now === undefined ? [] : [subtract(item, before, now)];
    });
  }
  return current;
}

function isCompound(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function isEmpty(value: unknown): boolean {
  return isCompound(value) && Object.keys(value as object).length === 0;
}

const KEYS = ["name", "containerPort", "mountPath", "port", "ip", "type", "uid"];

function sameElement(a: unknown, b: unknown): boolean {
  if (!isObject(a) || !isObject(b)) return sameJson(a, b);
  const key = KEYS.find((candidate) => candidate in a);
  return key === undefined ? sameJson(a, b) : sameJson(a[key], b[key]);
}
