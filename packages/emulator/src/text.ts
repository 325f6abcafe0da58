// Part of every runtime that this package runs in; declared here so that nothing else of a runtime can be named.
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: Uint8Array): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare function atob(text: string): string;
declare function btoa(bytes: string): string;

/** Null: not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What isn't UTF-8 becomes U+FFFD: for showing bytes that anybody may have written. */
export function decodeUtf8Loosely(bytes: Uint8Array): string {
  return new TextDecoder("utf-8", { fatal: false }).decode(bytes);
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** UTF-8 text in base64; null where it is none. */
export function decodeBase64(base64: string): string | null {
  try {
    return decodeUtf8(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)));
  } catch {
    return null;
  }
}

/** A text goes in as UTF-8. */
export function encodeBase64(data: string | Uint8Array): string {
  const bytes = typeof data === "string" ? encodeUtf8(data) : data;
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
