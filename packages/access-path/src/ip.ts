import type { Address } from "./snapshot.ts";

export type Family = 4 | 6;

/** An address as a number: 32 bits for family 4, 128 for family 6. The families are two separate axes. */
export interface Ip {
  readonly family: Family;
  readonly value: bigint;
}

/** Bits of an address, and so the longest prefix. */
export const ADDRESS_BITS = { 4: 32, 6: 128 } as const satisfies Record<Family, number>;

/** The highest address of a family, as a number. */
export const LAST_ADDRESS = { 4: (1n << 32n) - 1n, 6: (1n << 128n) - 1n } as const satisfies Record<Family, bigint>;

/**
 * Read an address. Strict: no leading zeros in IPv4 (some programs read `010` as 8), no zone, no brackets.
 *
 * @returns null where the text is no address; the caller knows what was expected there and says so
 */
export function parseIp(text: string): Ip | null {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Canonical text: dotted decimal, or RFC 5952 (lower case, the first longest run of two or more zero groups as `::`). */
export function printIp(ip: Ip): Address {
  return ip.family === 4 ? printIpv4(Number(ip.value)) : printIpv6(ip.value);
}

/** Canonical text of an address, or null where it is none. */
export function canonicalAddress(text: string): Address | null {
  const ip = parseIp(text);
  return ip === null ? null : printIp(ip);
}

function parseIpv4(text: string): Ip | null {
  const value = ipv4Value(text);
  return value === null ? null : { family: 4, value: BigInt(value) };
}

function ipv4Value(text: string): number | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text);
  if (match === null) return null;
  let value = 0;
  for (const octet of match.slice(1)) {
    if (Number(octet) > 255 || (octet.length > 1 && octet.startsWith("0"))) return null;
    value = value * 256 + Number(octet);
  }
  return value;
}

function parseIpv6(text: string): Ip | null {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const [head, tail] = [ipv6Groups(halves[0]!), ipv6Groups(halves[1] ?? "")];
  if (head === null || tail === null) return null;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return null;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return { family: 6, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n) };
}

/** The 16-bit groups between colons; the last may be dotted IPv4, which is two. */
function ipv6Groups(text: string): number[] | null {
  if (text === "") return [];
  const parts = text.split(":");
  const groups: number[] = [];
  for (const [index, part] of parts.entries()) {
    const embedded = index === parts.length - 1 && part.includes(".") ? ipv4Value(part) : null;
    if (embedded !== null) groups.push(Math.floor(embedded / 0x1_0000), embedded % 0x1_0000);
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(Number.parseInt(part, 16));
    else return null;
  }
  return groups;
}

function printIpv4(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}

function printIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((value >> BigInt(112 - 16 * index)) & 0xffffn));
  const [start, length] = longestZeroRun(groups);
  if (length < 2) return hexGroups(groups);
  return `${hexGroups(groups.slice(0, start))}::${hexGroups(groups.slice(start + length))}`;
}

function hexGroups(groups: readonly number[]): string {
  return groups.map((group) => group.toString(16)).join(":");
}

function longestZeroRun(groups: readonly number[]): [start: number, length: number] {
  let best: [number, number] = [0, 0];
  let start = 0;
  for (const [index, group] of groups.entries()) {
    if (group !== 0) start = index + 1;
    else if (index + 1 - start > best[1]) best = [start, index + 1 - start];
  }
  return best;
}
