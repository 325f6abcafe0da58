import type { FlowSide } from "../../src/index.ts";
import type { Direction } from "../../src/index.ts";

export const SLOT = 64; // bytes a packet, as the sender expects them

const PROTOCOL = { tcp: [6], udp: [17], icmp: [1], icmpv6: [58], gre: [47], other: [50, 132, 89] } as const; // IANA numbers

/** Write the flow's first packet into its slot: a header with the far end where the direction has it, and 20 bytes behind. */
export function writePacket(out: Buffer, at: number, direction: Direction, side: FlowSide): void {
  const v6 = side.peer.family === 6;
  const numbers: readonly number[] = PROTOCOL[side.protocol];
  const protocol = numbers[(at / SLOT) % numbers.length] ?? 0;
  const near = v6 ? NEAR.v6 : NEAR.v4;
  const [source, destination] = direction === "ingress" ? [side.peer.value, near] : [near, side.peer.value];
  if (v6) writeIpv6(out, at, protocol, source, destination);
  else writeIpv4(out, at, protocol, source, destination);
  const body = at + (v6 ? 40 : 20);
  if (side.protocol === "tcp" || side.protocol === "udp") writePorts(out, body, side);
  else out.writeUInt8(side.protocol === "icmpv6" ? 128 : 8, body); // echo requests; of no meaning for the others
}

const NEAR = { v4: (10n << 24n) | 9n, v6: (0xfdn << 120n) | 9n };
const BODY = 20; // bytes

function writeIpv4(out: Buffer, at: number, protocol: number, source: bigint, destination: bigint): void {
  out.writeUInt16BE(0x45_00, at);
  out.writeUInt16BE(20 + BODY, at + 2);
  out.writeUInt8(64, at + 8);
  out.writeUInt8(protocol, at + 9);
  out.writeUInt32BE(Number(source), at + 12);
  out.writeUInt32BE(Number(destination), at + 16);
}

function writeIpv6(out: Buffer, at: number, protocol: number, source: bigint, destination: bigint): void {
  out.writeUInt32BE(0x60_00_00_00, at);
  out.writeUInt16BE(BODY, at + 4);
  out.writeUInt8(protocol, at + 6);
  out.writeUInt8(64, at + 7);
  for (const [address, place] of [
    [source, at + 8],
    [destination, at + 24],
  ] as const) {
    out.writeBigUInt64BE(address >> 64n, place);
    out.writeBigUInt64BE(address & 0xffff_ffff_ffff_ffffn, place + 8);
  }
}

/** A SYN, or a datagram of 20 bytes. */
function writePorts(out: Buffer, at: number, { protocol, port }: FlowSide): void {
  out.writeUInt16BE(40_000, at);
  out.writeUInt16BE(port, at + 2);
  if (protocol === "udp") out.writeUInt16BE(BODY, at + 4);
  else out.writeUInt16BE(0x50_02, at + 12);
}
