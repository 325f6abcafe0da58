import { createHash } from "node:crypto";

/** Linux takes 15 characters for an interface. */
const INTERFACE_NAME = /^[a-z0-9][a-z0-9-]{0,14}$/;

/** What may stand in a line for `ip` or `nft` without quotes; nothing that could end a word, a line or a comment. */
const WORD = /^[A-Za-z0-9][A-Za-z0-9._:/-]*$/;

/** The one guard between a snapshot's text and the programs' languages. */
export function word(text: string): string {
  if (!WORD.test(text)) throw new Error(`${JSON.stringify(text)} cannot be written into a rule or a route`);
  return text;
}

/** The fabric's port of an ENI carries the ENI's id. */
export function portOf(eniId: string): string {
  return INTERFACE_NAME.test(eniId) ? eniId : `eni-${shortHash(eniId, 11)}`;
}

/** The node's end of a Pod's veth pair; TKE calls it `eni` and a hash. docs/facts.md#host-veth */
export function hostVethOf(podUid: string): string {
  return `eni${shortHash(podUid, 11)}`;
}

/** A locally administered unicast MAC address, the same for the same name. */
export function macOf(name: string): string {
  const digits = shortHash(name, 10).match(/../g)!;
  return ["02", ...digits].join(":");
}

/** @param length hexadecimal digits, 4 bits each */
export function shortHash(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

export function isIpv6(address: string): boolean {
  return address.includes(":");
}
