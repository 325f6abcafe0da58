import { createHash } from "node:crypto";

/** Whom the lab's processes belong to outside. `null`: the caller itself, an ordinary user. */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/** Ids that no distribution gives out: above systemd's container range, below 2^31. https://systemd.io/UIDS-GIDS/ */
const UNUSED_IDS = { first: 1_879_048_192, count: 268_435_456 } as const;

/**
 * A root caller must not build the lab as itself: root inside would be root outside, and a Pod could write the host's
 * files and kernel settings. It drops to an id of its own per account, which needs no passwd entry.
 *
 * @param callerUid as `process.getuid()` says
 */
export function identityOf(accountId: string, callerUid: number): Identity {
  if (callerUid !== 0) return null;
  const digest = createHash("sha256").update(accountId).digest();
  const id = UNUSED_IDS.first + (digest.readUInt32BE(0) % UNUSED_IDS.count);
  return { uid: id, gid: id };
}
