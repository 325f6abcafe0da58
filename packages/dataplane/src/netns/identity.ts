import { createHash } from "node:crypto";

/** Whom the lab's processes belong to outside. `null`: the caller itself, an ordinary user. */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/** Who starts the lab, and the highest id that it can become: far fewer in a container than on a machine. */
export interface Caller {
  readonly uid: number;
  readonly highestId: number;
}

/**
 * Ids that nobody has, best first: above systemd's container range and below 2^31 (https://systemd.io/UIDS-GIDS/), then, for
 * a container that maps 65,536 ids, where distributions put neither system accounts nor people.
 */
const UNUSED_IDS = [
  { first: 1_879_048_192, count: 268_435_456 },
  { first: 30_000, count: 29_000 },
] as const;

/**
 * A root caller must not build the lab as itself: root inside would be root outside, and a Pod could write the host's
 * files and kernel settings. It drops to an id of its own per account, which needs no passwd entry. Root of a user namespace
 * with one id only is an ordinary user by another name, and has no other to drop to.
 */
export function identityOf(accountId: string, caller: Caller): Identity {
  if (caller.uid !== 0) return null;
  const range = UNUSED_IDS.find(({ first, count }) => first + count - 1 <= caller.highestId);
  if (range === undefined) return null;
  const digest = createHash("sha256").update(accountId).digest();
  const id = range.first + (digest.readUInt32BE(0) % range.count);
  return { uid: id, gid: id };
}
