import { ADDRESS_BITS, LAST_ADDRESS, parseIp, printIp } from "./ip.ts";
import type { Family } from "./ip.ts";
import type { Address, Cidr } from "./snapshot.ts";

/** Addresses from `first` to `last`, both included. */
export interface AddressRange {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
}

/**
 * Read a CIDR block; a bare address means that address alone (`/32`, `/128`). Host bits are cleared.
 *
 * @returns null where the text is no block
 */
export function parseBlock(text: string): AddressRange | null {
  const slash = text.indexOf("/");
  const ip = parseIp(slash < 0 ? text : text.slice(0, slash));
  if (ip === null) return null;
  const bits = ADDRESS_BITS[ip.family];
  const prefix = slash < 0 ? bits : prefixLength(text.slice(slash + 1), bits);
  if (prefix === null) return null;
  const hostMask = (1n << BigInt(bits - prefix)) - 1n;
  const first = (ip.value | hostMask) ^ hostMask;
  return { family: ip.family, first, last: first | hostMask };
}

function prefixLength(text: string, bits: number): number | null {
  return /^(0|[1-9]\d{0,2})$/.test(text) && Number(text) <= bits ? Number(text) : null;
}

/** Canonical text of a block (`10.0.35.0/24`), prefix always written; null where the text is no block. */
export function canonicalCidr(text: string): Cidr | null {
  const block = parseBlock(text);
  return block === null ? null : printBlock(block);
}

/**
 * Canonical text of a block as the cloud stores it: like `canonicalCidr`, but `0.0.0.0/n` becomes `0.0.0.0/0` for every n.
 * A learner who means "nobody" or a small block opens the rule to everybody.
 *
 * @source docs/facts.md#zero-prefix
 */
export function cloudCidr(text: string): Cidr | null {
  const cidr = canonicalCidr(text);
  return cidr?.startsWith("0.0.0.0/") ? "0.0.0.0/0" : cidr;
}

/** Text of a range that is one block. */
export function printBlock(range: AddressRange): Cidr {
  const bits = ADDRESS_BITS[range.family];
  const hostBits = range.last === range.first ? 0 : (range.last - range.first).toString(2).length;
  return `${printIp({ family: range.family, value: range.first })}/${bits - hostBits}`;
}

/** The fewest blocks that make up a range exactly, lowest first: at most 62 for IPv4, 254 for IPv6. */
export function rangeToCidrs(range: AddressRange): Cidr[] {
  const cidrs: Cidr[] = [];
  for (let first = range.first; first <= range.last;) {
    let size = first === 0n ? LAST_ADDRESS[range.family] + 1n : first & -first;
    while (first + size - 1n > range.last) size >>= 1n;
    cidrs.push(printBlock({ family: range.family, first, last: first + size - 1n }));
    first += size;
  }
  return cidrs;
}

/** Is the address in the block? Both in any valid text; different families never match. */
export function addressInCidr(address: Address, cidr: Cidr): boolean {
  const ip = parseIp(address);
  const block = parseBlock(cidr);
  return ip !== null && block !== null && inRange(block, ip.family, ip.value);
}

export function inRange(range: AddressRange, family: Family, value: bigint): boolean {
  return range.family === family && range.first <= value && value <= range.last;
}
