import type { Duplex } from "node:stream";
import { createHeaderCodec } from "./spdy-headers.ts";

/*
 * The server's side of SPDY/3.1 as far as kubectl uses it: the client opens streams, both sides send data. Go's spdystream
 * keeps no flow-control windows, so neither does this.
 */

const TYPE = {
  synStream: 1,
  synReply: 2,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goAway: 7,
  headers: 8,
  windowUpdate: 9,
} as const;
const FIN = 0x01;
const HEADER_BYTES = 8;

/** Longest frame that is taken. Go's writes are at most 32 KiB. */
const FRAME_LIMIT = 4 * 1024 * 1024;

export interface SpdyHandlers {
  stream(id: number, headers: ReadonlyMap<string, string>): void;
  data(id: number, chunk: Uint8Array, last: boolean): void;
  closed(): void;
}

export interface SpdyConnection {
  send(streamId: number, chunk: Uint8Array, last: boolean): void;
  end(): void;
}

export function serveSpdy(socket: Duplex, head: Buffer, handlers: SpdyHandlers): SpdyConnection {
  const codec = createHeaderCodec();
  const writeControl = (type: number, payload: Uint8Array): void => {
    const header = Buffer.alloc(HEADER_BYTES);
    header.writeUInt16BE(0x8003, 0);
    header.writeUInt16BE(type, 2);
    header.writeUInt32BE(payload.length, 4);
    if (!socket.destroyed) socket.write(Buffer.concat([header, payload]));
  };

  async function control(type: number, payload: Buffer): Promise<void> {
    if (type === TYPE.ping) writeControl(TYPE.ping, payload);
    if (type === TYPE.goAway) socket.end();
    if (type !== TYPE.synStream) return;
    const id = payload.readUInt32BE(0) & 0x7fff_ffff;
    const headers = await codec.read(payload.subarray(10));
    const streamId = Buffer.alloc(4);
    streamId.writeUInt32BE(id);
    writeControl(TYPE.synReply, Buffer.concat([streamId, await codec.writeEmpty()]));
    handlers.stream(id, headers);
  }

  async function readFrames(): Promise<void> {
    let pending = head;
    const takeFrames = async (): Promise<void> => {
      for (let frame = frameIn(pending); frame !== null; frame = frameIn(pending)) {
        pending = pending.subarray(HEADER_BYTES + frame.payload.length);
        if (frame.control) await control(frame.id, frame.payload);
        else handlers.data(frame.id, frame.payload, (frame.flags & FIN) !== 0);
      }
    };
    await takeFrames();
    for await (const chunk of socket as AsyncIterable<Buffer>) {
      pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
      await takeFrames();
    }
  }

  void readFrames()
    .catch(() => socket.destroy())
    .finally(() => {
      codec.close();
      socket.end();
      handlers.closed();
    });

  return {
    send(streamId, chunk, last) {
      if (socket.destroyed || socket.writableEnded) return;
      const header = Buffer.alloc(HEADER_BYTES);
      header.writeUInt32BE(streamId, 0);
      header.writeUInt32BE(chunk.length, 4);
      header[4] = last ? FIN : 0;
      socket.write(Buffer.concat([header, chunk]));
    },
    end: () => socket.end(),
  };
}

interface Frame {
  readonly control: boolean;
  /** The stream of a data frame, the type of a control frame. */
  readonly id: number;
  readonly flags: number;
  readonly payload: Buffer;
}

/** The first whole frame; null: more bytes are needed. */
function frameIn(bytes: Buffer): Frame | null {
  if (bytes.length < HEADER_BYTES) return null;
  const control = (bytes[0]! & 0x80) !== 0;
  const length = bytes.readUIntBE(5, 3);
  if (length > FRAME_LIMIT) throw new Error("a frame is too long");
  if (bytes.length < HEADER_BYTES + length) return null;
  return {
    control,
    id: control ? bytes.readUInt16BE(2) : bytes.readUInt32BE(0) & 0x7fff_ffff,
    flags: bytes[4]!,
    payload: bytes.subarray(HEADER_BYTES, HEADER_BYTES + length),
  };
}
