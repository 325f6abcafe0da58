import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { GradeJson } from "@podpath/checker";
import type { Observation } from "@podpath/access-path";
import type { Emulator } from "@podpath/emulator";
import { execOverWebSocket } from "@podpath/emulator/node";
import type { LabFolder } from "../lab-folder.ts";
import { hasKey, hasSocketKey, isOwnPage } from "./admission.ts";
import { createFeed } from "./feed.ts";
import { proofOf } from "./page-key.ts";
import { LIVE, PLACES, type Done, type LiveEvent, type Verb } from "./protocol.ts";
import { createQueue } from "./queue.ts";
import { runLab, type LabAnswer } from "./run-lab.ts";
import { openTerminal } from "./terminal.ts";
import { readVerb, wordsOf } from "./verbs.ts";

export interface LiveOptions {
  readonly emulator: Emulator;
  readonly folder: LabFolder;
  readonly key: string;
  readonly port: number;
  /** Somebody did something: a page that merely stands open doesn't keep a supervisor from its rest. */
  readonly onUse: () => void;
  readonly log: (line: string) => void;
}

/** Answers what lies under `/live/`. */
export interface Live {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  /** Ends feeds and terminals, which would never end by themselves. */
  close(): void;
}

/** The server's side of protocol.ts. */
export function serveLive({ emulator, folder, key, port, onUse, log }: LiveOptions): Live {
  const queue = createQueue(LIVE.WAITING_VERBS);
  const end = new AbortController();
  const run = (words: readonly string[]): Promise<LabAnswer> => runLab(folder.root, words, end.signal);
  const feed = createFeed({ emulator, folder, queue, run, log });
  const feeds = new Set<ServerResponse>();
  const terminals = new Set<Duplex>();

  const stream = (request: IncomingMessage, response: ServerResponse): void => {
    // The head goes with the first line, so that whoever is one too many can still be told so.
    const write = (event: LiveEvent): void => {
      if (!response.headersSent) response.writeHead(200, { "content-type": "application/x-ndjson", ...PRIVATE });
      response.write(`${JSON.stringify(event)}\n`);
      if (response.writableLength > LIVE.UNREAD_BYTES) response.destroy();
    };
    const leave = feed.watch(write);
    if (leave === null) return reply(response, 503, { error: "too many pages look" });
    write({ type: "alive" });
    feeds.add(response);
    request.on("close", () => {
      feeds.delete(response);
      leave();
    });
  };

  const act = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers["content-type"] !== "application/json") return reply(response, 415, { error: "send JSON" });
    const text = await readBody(request);
    if (text === null) return reply(response, 413, { error: "too long" });
    const verb = readVerb(parse(text));
    if (verb === null) return reply(response, 400, { error: "no such verb" });
    onUse();
    const running = queue.ask(() => run(wordsOf(verb)));
    if (running === null) return reply(response, 429, { error: "too much is waiting" });
    if (verb.verb === "check") feed.tell({ type: "checking", busy: true });
    const done: Done = await running;
    const event = eventOf(verb, done);
    if (event) feed.tell(event);
    if (verb.verb === "check") feed.tell({ type: "checking", busy: false });
    reply(response, 200, done);
  };

  return {
    async handle(request, response) {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
      if (!isOwnPage(request, port)) return reply(response, 403, { error: "not from a page of this lab" });
      if (pathname === "/live/proof") {
        const nonce = searchParams.get("nonce") ?? "";
        if (!/^[\w-]{16,64}$/.test(nonce)) return reply(response, 400, { error: "no nonce" });
        return reply(response, 200, { proof: proofOf(key, `http://${request.headers.host}`, nonce) });
      }
      if (!hasKey(request, key)) return reply(response, 401, { error: "wrong key" });
      const route = `${request.method} ${pathname}`;
      if (route === "GET /live/feed") return stream(request, response);
      if (route === "POST /live/do") return act(request, response);
      reply(response, 404, { error: "no such thing" });
    },
    async upgrade(request, socket, head) {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
      if (!isOwnPage(request, port)) return refuse(socket, "403 Forbidden");
      if (!hasSocketKey(request, key)) return refuse(socket, "401 Unauthorized");
      const place = PLACES.find((one) => one === searchParams.get("on"));
      if (pathname !== "/live/terminal" || place === undefined) return refuse(socket, "404 Not Found");
      if (terminals.size >= LIVE.TERMINALS) return refuse(socket, "503 Service Unavailable");
      terminals.add(socket);
      socket.on("close", () => terminals.delete(socket));
      onUse();
      const account = feed.accountId();
      const lab = account === null ? null : await feed.lab();
      const exec = account !== null && lab !== null ? openTerminal(emulator, account, lab, place) : null;
      if (exec === null) return refuse(socket, "409 Conflict");
      execOverWebSocket(request, socket, head, exec);
    },
    close() {
      feed.close();
      end.abort();
      for (const response of feeds) response.destroy();
      for (const socket of terminals) socket.destroy();
    },
  };
}

/** What everybody who looks should see of what one page did. */
function eventOf({ verb }: Verb, { answer }: Done): LiveEvent | null {
  if (typeof answer !== "object" || answer === null) return null;
  if (verb === "check" && "checks" in answer) return { type: "grade", grade: answer as unknown as GradeJson };
  if (verb === "probe" && "observation" in answer)
    return { type: "observation", observation: answer.observation as Observation };
  return null;
}

const PRIVATE = { "cache-control": "no-store", "x-content-type-options": "nosniff" } as const;

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", ...PRIVATE });
  response.end(JSON.stringify(body));
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
}

/** @returns null when it is longer than anything a page sends */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LIVE.BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
