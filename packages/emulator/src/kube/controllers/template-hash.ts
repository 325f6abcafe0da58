import type { PodTemplate } from "../types.ts";

/** Letters and digits that are fit for a name. @source k8s.io/apimachinery util/rand SafeEncodeString */
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/**
 * A short name of a template, the same for equal templates: FNV-1a, 32 bits, of its canonical JSON. Shape and length are
 * those of the real one, the value isn't: that hashes Go's memory layout.
 */
export function templateHash(template: PodTemplate, collisions: number): string {
  let hash = 0x811c_9dc5;
  for (const character of canonical(template) + (collisions === 0 ? "" : String(collisions))) {
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x0100_0193) >>> 0;
  }
  return String(hash).replaceAll(/\d/g, (digit) => ALPHABET[digit.codePointAt(0)! % ALPHABET.length]!);
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const sorted = entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(",")}}`;
}
