/** Bytes kept of what one container says. */
const KEPT_BYTES = 256 * 1024;

/** The newest of what was written, oldest dropped first. */
export class OutputLog {
  #chunks: Uint8Array[] = [];
  #bytes = 0;

  append(chunk: Uint8Array): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes - this.#chunks[0]!.length > KEPT_BYTES) this.#bytes -= this.#chunks.shift()!.length;
  }

  text(): Uint8Array {
    return Buffer.concat(this.#chunks).subarray(-KEPT_BYTES);
  }
}
