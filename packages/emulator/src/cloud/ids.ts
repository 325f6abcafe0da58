import type { Runtime } from "../runtime.ts";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789";

/** e.g. `sg-ohuuioma`: 8 lower-case letters or digits behind the prefix. */
export function newId(prefix: string, taken: (id: string) => boolean, runtime: Pick<Runtime, "randomBytes">): string {
  for (;;) {
    const id = `${prefix}-${randomText(8, runtime)}`;
    if (!taken(id)) return id;
  }
}

/** Lower-case letters and digits, each equally likely. */
export function randomText(length: number, runtime: Pick<Runtime, "randomBytes">): string {
  let text = "";
  while (text.length < length) {
    for (const byte of runtime.randomBytes(length)) {
      // 252 = 7 × 36: the bytes above it would make the first letters likelier.
      if (byte < 252 && text.length < length) text += ALPHABET[byte % 36]!;
    }
  }
  return text;
}

/** A version 4 UUID. */
export function newUuid(runtime: Pick<Runtime, "randomBytes">): string {
  const bytes = Uint8Array.from(runtime.randomBytes(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** Is it an id of this kind by its looks? The cloud answers `Malformed` rather than `NotFound` when it isn't. */
export function looksLikeId(prefix: string, id: string): boolean {
  return id.startsWith(`${prefix}-`) && /^[0-9a-z]{6,32}$/.test(id.slice(prefix.length + 1));
}
