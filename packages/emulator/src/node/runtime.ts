import { createHash, createHmac, randomBytes } from "node:crypto";
import type { Runtime } from "../runtime.ts";

/** The machine's clock, randomness and crypto. Synchronous crypto: WebCrypto costs forty times as much a request. */
export function createNodeRuntime(log: (line: string) => void): Runtime {
  return {
    now: () => Date.now(),
    after(ms, call) {
      const timer = setTimeout(call, ms);
      return () => clearTimeout(timer);
    },
    randomBytes: (length) => randomBytes(length),
    sha256: (data) => createHash("sha256").update(data).digest("hex"),
    hmacSha256: (key, data) => createHmac("sha256", key).update(data).digest(),
    log,
  };
}
