// Part of every runtime that this package runs in; declared here so that nothing else of a runtime can be named.
declare class TextDecoder {
  constructor(label: string, options: { fatal: boolean });
  decode(bytes: Uint8Array, options: { stream: boolean }): string;
}
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

export function encodeUtf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

/** Bytes a text takes in UTF-8. */
export function utf8Length(text: string): number {
  return encodeUtf8(text).length;
}

/** Reads text from chunks that may cut a character in two; what isn't UTF-8 becomes U+FFFD. */
export function utf8Reader(): (chunk: Uint8Array) => string {
  const decoder = new TextDecoder("utf-8", { fatal: false });
  return (chunk) => decoder.decode(chunk, { stream: true });
}
