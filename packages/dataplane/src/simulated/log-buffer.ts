import { encodeUtf8 } from "./encoding.ts";

/** Bytes of one container's log that are kept. */
const KEPT_BYTES = 256 * 1024;

/** What a container has written to its standard streams, oldest dropped first. */
export class LogBuffer {
  readonly isTerminal = false;
  #chunks: Uint8Array[] = [];
  #length = 0;

  write(text: string): void {
    const chunk = encodeUtf8(text);
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    while (this.#length - this.#chunks[0]!.length > KEPT_BYTES) this.#length -= this.#chunks.shift()!.length;
  }

  read(): Uint8Array {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      all.set(chunk, at);
      at += chunk.length;
    }
    return all.subarray(-KEPT_BYTES);
  }
}
