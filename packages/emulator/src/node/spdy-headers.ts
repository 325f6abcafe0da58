import { constants, createDeflate, createInflate, type Deflate, type Inflate } from "node:zlib";

/** Names and values that both sides' compressors know from the start. @source SPDY/3 draft, section 2.6.10.1 */
const KNOWN = (
  "options head post put delete trace accept accept-charset accept-encoding accept-language accept-ranges age allow " +
  "authorization cache-control connection content-base content-encoding content-language content-length content-location " +
  "content-md5 content-range content-type date etag expect expires from host if-match if-modified-since if-none-match " +
  "if-range if-unmodified-since last-modified location max-forwards pragma proxy-authenticate proxy-authorization range " +
  "referer retry-after server te trailer transfer-encoding upgrade user-agent vary via warning www-authenticate method get"
)
  .split(" ")
  .concat("status", "200 OK", "version", "HTTP/1.1", "url", "public", "set-cookie", "keep-alive", "origin");

const REST =
  "100101201202205206300302303304305306307402405406407408409410411412413414415416417502504505" +
  "203 Non-Authoritative Information204 No Content301 Moved Permanently400 Bad Request401 Unauthorized403 Forbidden" +
  "404 Not Found500 Internal Server Error501 Not Implemented503 Service Unavailable" +
  "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec 00:00:00 Mon, Tue, Wed, Thu, Fri, Sat, Sun, GMT" +
  "chunked,text/html,image/png,image/jpg,image/gif,application/xml,application/xhtml+xml,text/plain,text/javascript,public" +
  "privatemax-age=gzip,deflate,sdchcharset=utf-8charset=iso-8859-1,utf-,*,enq=0.";

const DICTIONARY = Buffer.concat([...KNOWN.map(prefixed), Buffer.from(REST)]);

function prefixed(text: string): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, Buffer.from(text)]);
}

/** Longest header block that is read; those of kubectl are about 100 bytes. */
const BLOCK_LIMIT = 64 * 1024;

/** One connection's two compressors: every block continues the one before, so blocks go through in order. */
export interface HeaderCodec {
  read(block: Uint8Array): Promise<ReadonlyMap<string, string>>;
  writeEmpty(): Promise<Buffer>;
  close(): void;
}

export function createHeaderCodec(): HeaderCodec {
  const options = { dictionary: DICTIONARY, flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  const inflate = createInflate(options);
  const deflate = createDeflate(options);
  const inflated = blocksThrough(inflate);
  const deflated = blocksThrough(deflate);
  return {
    read: async (block) => parseHeaders(await inflated(block)),
    writeEmpty: async () => await deflated(Buffer.alloc(4)),
    close() {
      inflate.destroy();
      deflate.destroy();
    },
  };
}

/** Sends block after block through one compressor; rejects when a block is no continuation, or grows beyond the limit. */
function blocksThrough(codec: Inflate | Deflate): (block: Uint8Array) => Promise<Buffer> {
  let chunks: Buffer[] = [];
  let failure: Error | null = null;
  let fail = (_error: Error): void => {};
  codec.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    const length = chunks.reduce((sum, each) => sum + each.length, 0);
    if (length > BLOCK_LIMIT) codec.destroy(new Error("a header block is too long"));
  });
  codec.on("error", (error) => {
    failure = error;
    fail(error);
  });
  return async (block) => {
    if (failure !== null) throw failure;
    chunks = [];
    await new Promise<void>((resolve, reject) => {
      fail = reject;
      codec.write(block, () => resolve());
    });
    return Buffer.concat(chunks);
  };
}

/** Pairs of length-prefixed names and values, after their number. */
function parseHeaders(block: Buffer): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  let at = 4;
  const text = (): string => {
    const length = block.readUInt32BE(at);
    at += 4 + length;
    return block.toString("utf8", at - length, at);
  };
  for (let left = block.readUInt32BE(0); left > 0; left -= 1) headers.set(text().toLowerCase(), text());
  return headers;
}
