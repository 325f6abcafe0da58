/**
 * Runs inside a user and network namespace of its own, as text (`--eval`): it may import nothing but Node. Loads rules into the
 * kernel, sends every packet it is given through them from raw sockets, and says of each whether the kernel let it out.
 *
 * In:  one line of JSON (`Plan`), then for each batch its packets, one after another in slots of `SLOT` bytes.
 * Out: one byte a packet (1 accepted, 0 dropped), then the kernel's rules with their counters as JSON.
 */
import { spawnSync } from "node:child_process";
import { dlopen, getInt32, getRawPointer } from "node:ffi";
import { readSync, writeSync } from "node:fs";

interface Plan {
  /** Texts for `nft -f`, in order. */
  readonly rules: readonly string[];
  /** Packets to come; `mark` chooses the chain. */
  readonly batches: readonly { readonly mark: number; readonly family: 4 | 6; readonly count: number }[];
}

const SLOT = 64; // bytes: 40 of IPv6 header and 20 of what follows fit
const CHUNK = 1024; // packets handed to the kernel at once
const LENGTH = { 4: 40, 6: 60 } as const; // bytes of a packet: header and 20 behind it
const EPERM = 1; // what a sender gets for a packet that the output hook drops

/** A way out that needs no neighbour (RFC 2544 and RFC 5180 test addresses). */
const LINKS = `link add w0 type veth peer name w1
link set w0 arp off up
link set w1 arp off up
address add 198.18.0.1/30 dev w0
address add 2001:2::1/64 dev w0 nodad
`;

const { functions: libc } = dlopen("libc.so.6", {
  socket: { arguments: ["int32", "int32", "int32"], return: "int32" },
  setsockopt: { arguments: ["int32", "int32", "int32", "buffer", "uint32"], return: "int32" },
  sendmmsg: { arguments: ["int32", "buffer", "uint32", "int32"], return: "int32" },
  __errno_location: { arguments: [], return: "pointer" },
});

const plan = JSON.parse(readLine()) as Plan;
run("ip", ["-batch", "-"], LINKS);
for (const text of plan.rules) run("nft", ["-f", "-"], text);
for (const batch of plan.batches) sendBatch(batch);
writeAll(Buffer.from(run("nft", ["-j", "list", "table", "inet", "witness"], "")));

function run(program: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { input, maxBuffer: 1 << 28, encoding: "utf8" });
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error?.message ?? stderr}`);
  return stdout;
}

function sendBatch({ mark, family, count }: Plan["batches"][number]): void {
  const socket = openSocket(family, mark);
  const target = family === 4 ? ipv4Target() : ipv6Target();
  const packets = Buffer.alloc(CHUNK * SLOT);
  const vectors = messageVectors(packets, LENGTH[family]);
  const messages = messageHeaders(target, vectors);
  for (let done = 0; done < count; done += CHUNK) {
    const size = Math.min(CHUNK, count - done);
    readExactly(packets.subarray(0, size * SLOT));
    writeAll(sendChunk(socket, messages, size));
  }
}

function openSocket(family: 4 | 6, mark: number): number {
  const [AF_INET, AF_INET6, SOCK_RAW, IPPROTO_RAW, SOL_SOCKET, SO_MARK] = [2, 10, 3, 255, 1, 36];
  const socket = libc.socket(family === 4 ? AF_INET : AF_INET6, SOCK_RAW, IPPROTO_RAW);
  if (socket < 0) throw new Error(`no raw socket, errno ${errno()}`);
  if (libc.setsockopt(socket, SOL_SOCKET, SO_MARK, word(mark), 4) !== 0) throw new Error(`no mark, errno ${errno()}`);
  return socket;
}

/** `sendmmsg` stops at a packet that is dropped: it fails with EPERM if that was the first, else says how many went before. */
function sendChunk(socket: number, messages: Buffer, count: number): Buffer {
  const verdicts = Buffer.alloc(count);
  for (let at = 0; at < count;) {
    const sent = libc.sendmmsg(socket, messages.subarray(at * 64), count - at, 0);
    if (sent < 0 && errno() !== EPERM) throw new Error(`a packet could not be sent, errno ${errno()}`);
    verdicts.fill(1, at, at + Math.max(sent, 0));
    at += Math.max(sent, 0) + 1; // the one after those sent was dropped, if there was one
  }
  return verdicts;
}

/** `struct iovec[]`: 16 bytes each. */
function messageVectors(packets: Buffer, length: number): Buffer {
  const at = getRawPointer(packets);
  const vectors = Buffer.alloc(CHUNK * 16);
  for (let index = 0; index < CHUNK; index++) {
    vectors.writeBigUInt64LE(at + BigInt(index * SLOT), index * 16);
    vectors.writeBigUInt64LE(BigInt(length), index * 16 + 8);
  }
  return vectors;
}

/** `struct mmsghdr[]`: 64 bytes each; of the fields only target, its length, vector and their number are set. */
function messageHeaders(target: Buffer, vectors: Buffer): Buffer {
  const [targetAt, vectorsAt] = [getRawPointer(target), getRawPointer(vectors)];
  const messages = Buffer.alloc(CHUNK * 64);
  for (let index = 0; index < CHUNK; index++) {
    messages.writeBigUInt64LE(targetAt, index * 64);
    messages.writeUInt32LE(target.length, index * 64 + 8);
    messages.writeBigUInt64LE(vectorsAt + BigInt(index * 16), index * 64 + 16);
    messages.writeBigUInt64LE(1n, index * 64 + 24);
  }
  return messages;
}

/** Where packets are routed; their own headers say something else. */
function ipv4Target(): Buffer {
  const address = Buffer.alloc(16); // struct sockaddr_in
  address.writeUInt16LE(2, 0);
  address.set([198, 18, 0, 2], 4);
  return address;
}

function ipv6Target(): Buffer {
  const address = Buffer.alloc(28); // struct sockaddr_in6
  address.writeUInt16LE(10, 0);
  address.set([0x20, 0x01, 0, 2], 8);
  address[23] = 2;
  return address;
}

function errno(): number {
  // oxlint-disable-next-line no-underscore-dangle -- libc names it so
  return getInt32(libc.__errno_location());
}

function word(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}

function readLine(): string {
  const bytes: number[] = [];
  const byte = Buffer.alloc(1);
  for (readExactly(byte); byte[0] !== 10; readExactly(byte)) bytes.push(...byte);
  return Buffer.from(bytes).toString();
}

function readExactly(buffer: Buffer): void {
  for (let at = 0; at < buffer.length;) {
    const got = readSync(0, buffer, at, buffer.length - at, null);
    if (got === 0) throw new Error("input ended early");
    at += got;
  }
}

function writeAll(buffer: Buffer): void {
  for (let at = 0; at < buffer.length;) at += writeSync(1, buffer, at);
}
