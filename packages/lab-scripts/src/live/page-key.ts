import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { LabFolder } from "../lab-folder.ts";

const KEY_BYTES = 16;

/** `.lab/page.json`: whoever can read it may use the live page. */
interface KeptKey {
  readonly port: number;
  readonly key: string;
}

/**
 * The key of the live page. It lasts as long as the lab, so that a page that is open finds a supervisor that was started
 * anew, but never longer than the lab has its port: what another program may have had on that port is worth nothing then.
 */
export function openPageKey(folder: LabFolder, port: number): string {
  const kept = readKept(folder);
  if (kept?.port === port) return kept.key;
  const key = randomBytes(KEY_BYTES).toString("base64url");
  folder.writeJson("page.json", { port, key } satisfies KeptKey);
  return key;
}

/** One that can't be read is made again. */
function readKept(folder: LabFolder): KeptKey | undefined {
  try {
    return folder.readJson("page.json", isKept);
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is KeptKey {
  const kept = value as Partial<KeptKey> | null;
  return typeof kept?.port === "number" && typeof kept.key === "string" && /^[\w-]{22}$/.test(kept.key);
}

/** Compared in constant time. */
export function isKey(given: string | undefined, key: string): boolean {
  const [a, b] = [Buffer.from(given ?? ""), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What only a holder of the key can say of this origin: a program elsewhere that passes the question on gains nothing. */
export function proofOf(key: string, origin: string, nonce: string): string {
  return createHmac("sha256", key).update(`${origin} ${nonce}`).digest("hex");
}
