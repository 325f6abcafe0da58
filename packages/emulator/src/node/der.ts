/* As much of ASN.1's distinguished encoding as a certificate needs. */

const TAG = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  null: 0x05,
  oid: 0x06,
  utf8: 0x0c,
  utcTime: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const;

function encoded(tag: number, content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content]);
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

export function sequence(...items: readonly Uint8Array[]): Buffer {
  return encoded(TAG.sequence, Buffer.concat(items));
}

export function set(...items: readonly Uint8Array[]): Buffer {
  return encoded(TAG.set, Buffer.concat(items));
}

/** An unsigned whole number, most significant byte first. */
export function integer(bytes: Uint8Array): Buffer {
  const start = bytes.findIndex((byte) => byte !== 0);
  const magnitude = start < 0 ? Buffer.from([0]) : Buffer.from(bytes.subarray(start));
  return encoded(TAG.integer, magnitude[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), magnitude]) : magnitude);
}

export function boolean(value: boolean): Buffer {
  return encoded(TAG.boolean, Buffer.from([value ? 0xff : 0]));
}

export function octets(content: Uint8Array): Buffer {
  return encoded(TAG.octets, content);
}

/** Whole bytes, or the first bits of one: `unused` of the last byte's bits don't count. */
export function bits(content: Uint8Array, unused = 0): Buffer {
  return encoded(TAG.bits, Buffer.concat([Buffer.from([unused]), content]));
}

export function utf8(text: string): Buffer {
  return encoded(TAG.utf8, Buffer.from(text));
}

/** For years 1950 to 2049. */
export function utcTime(moment: Date): Buffer {
  const digits = moment.toISOString().replaceAll(/[-:T]/g, "");
  return encoded(TAG.utcTime, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** `1.2.840.10045.4.3.2` */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return encoded(TAG.oid, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(number: number): number[] {
  const digits = [number % 128];
  for (let rest = Math.floor(number / 128); rest > 0; rest = Math.floor(rest / 128))
    digits.unshift((rest % 128) | 0x80);
  return digits;
}

/** `[n]` around other encodings. */
export function explicit(n: number, content: Uint8Array): Buffer {
  return encoded(0xa0 | n, content);
}

/** `[n]` in place of a primitive type's own tag. */
export function implicit(n: number, content: Uint8Array): Buffer {
  return encoded(0x80 | n, content);
}
