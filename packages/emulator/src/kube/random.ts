import type { Runtime } from "../runtime.ts";

export type RandomBytes = Runtime["randomBytes"];

/** A version 4 UUID. */
export function uuid(randomBytes: RandomBytes): string {
  const bytes = randomBytes(16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** No vowels, so that no word comes out, and nothing that is easily misread. @source k8s.io/apimachinery util/rand */
const ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

/** Random letters and digits that are fit for a name. */
export function randomName(length: number, randomBytes: RandomBytes): string {
  return [...randomBytes(length)].map((byte) => ALPHABET[byte % ALPHABET.length]).join("");
}

/** A whole number from 0 to below `limit` (at most 2³²). */
export function randomNumber(limit: number, randomBytes: RandomBytes): number {
  return randomBytes(4).reduce((sum, byte) => sum * 256 + byte, 0) % limit;
}
