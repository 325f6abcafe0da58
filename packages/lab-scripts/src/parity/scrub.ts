import type { Json } from "./recording.ts";

/**
 * Whatever could tell whose account it was. What a recording has to name it names by its part in the drill (`<pod-b>`); this is the
 * net below that. Blocks for documentation (RFC 5737), which experiments write into rules of their own, are nobody's.
 */
const PERSONAL: readonly (readonly [pattern: RegExp, instead: string])[] = [
  [/AKID[0-9A-Za-z]{8,}/g, "<secret-id>"],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, "<uuid>"],
  [/qcs::[^\s"',]+/g, "<resource>"],
  [
    // `tke-eni-ipamd` is a component's name.
    /(?<!tke-)\b(?:sg|eni|ins|vpc|subnet|cls|np|skey|rtb|lb|disk|img|eip|ppm|ppmg|ipm|ipmg|kins|machine)-[0-9a-z]{5,}(?:-[0-9a-z]+)*\b/g,
    "<id>",
  ],
  [/\b[0-9a-f]{2}(?::[0-9a-f]{2}){5}\b/gi, "<mac>"],
  [/\b(?!192\.0\.2\.|198\.51\.100\.|203\.0\.113\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}\b/g, "<address>"],
  // Five parts or more, or a `::`: a time of day has three.
  [/(?<![0-9a-f:])(?!2001:0?db8:)(?:[0-9a-f]{1,4}:){4,7}[0-9a-f]{1,4}(?![0-9a-f:])/gi, "<address>"],
  [/(?<![0-9a-f:])(?!2001:0?db8:)(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4})*)?::[0-9a-f:]*(?![0-9a-f:])/gi, "<address>"],
  [/\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/g, "<mail>"],
  [/\b\d{8,}\b/g, "<number>"],
];

/**
 * Text without anything personal.
 *
 * @param known texts that have a name of their own, such as Pod B's address; the longest is replaced first
 */
export function scrubText(text: string, known: ReadonlyMap<string, string> = new Map()): string {
  const named = [...known]
    .filter(([value]) => value !== "")
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((all, [value, name]) => all.replaceAll(value, name), text);
  return PERSONAL.reduce((all, [pattern, instead]) => all.replaceAll(pattern, instead), named);
}

export function scrub<T extends Json>(value: T, known: ReadonlyMap<string, string>): T {
  return mapText(value, (text) => scrubText(text, known)) as T;
}

function mapText(value: Json, change: (text: string) => string): Json {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one: Json) => mapText(one, change));
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [change(name), mapText(one, change)] as const));
}

/** What is personal in a text all the same; empty: nothing. */
export function findPersonal(text: string): readonly string[] {
  return PERSONAL.flatMap(([pattern]) => [...text.matchAll(pattern)].map(([found]) => found));
}
