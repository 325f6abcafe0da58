import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { LIMITS } from "../cloud/limits.ts";
import type { Emulator } from "../emulator.ts";
import { CloudError, errorBody } from "../cloud/errors.ts";
import type { HttpResponse } from "../http.ts";
import { readRequest, writeResponse } from "./node-http.ts";

export interface CloudServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** Answers what has been asked, then ends. Safe to repeat. */
  close(): Promise<void>;
}

/** Serves the cloud API over plain HTTP, on loopback alone. */
export async function serveCloud(emulator: Pick<Emulator, "handleCloud">, port = 0): Promise<CloudServer> {
  // The cloud allows 32 KiB of query in a GET; Node's own limit is half of that.
  const server = createServer({ maxHeaderSize: 64 * 1024 }, (message, response) => {
    const answer = async () => {
      const request = await readRequest(message, LIMITS.BODY_BYTES);
      if (request === null) {
        // The rest of the body isn't read: the connection can't be used again.
        response.shouldKeepAlive = false;
        writeResponse(response, tooLarge());
        return;
      }
      writeResponse(response, await emulator.handleCloud(request));
    };
    // The client went away while it was sending; what else can fail is answered by the API itself.
    answer().catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

function tooLarge(): HttpResponse {
  const error = new CloudError("RequestSizeLimitExceeded", `A request may have ${LIMITS.BODY_BYTES} bytes.`);
  return { status: 200, headers: { "content-type": "application/json" }, body: errorBody(error, randomUUID()) };
}
