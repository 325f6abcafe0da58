import { readFileSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { join } from "node:path";
import { WebSocket } from "ws";
import type { LiveEvent, Verb } from "../src/live/protocol.ts";

/** What the guide's live page has: the supervisor's port, and the key of the address that the lab prints. */
export interface LivePage {
  readonly port: number;
  readonly key: string;
  readonly origin: string;
}

export function readLivePage(labFolder: string): LivePage {
  const { port, key } = JSON.parse(readFileSync(join(labFolder, "page.json"), "utf8")) as {
    readonly port: number;
    readonly key: string;
  };
  return { port, key, origin: `http://127.0.0.1:${port}` };
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** One request with just these headers: what a browser would add is for the test to say. */
export function send(
  { port }: LivePage,
  path: string,
  options: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const { method = "GET", headers = {}, body } = options;
    const outgoing = request({ host: "127.0.0.1", port, path, method, headers }, (response) => {
      let text = "";
      const done = (): void => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", done);
      // A feed has no end.
      if (response.headers["content-type"] === "application/x-ndjson") {
        done();
        outgoing.destroy();
      }
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** As the page does it. */
export async function act(page: LivePage, verb: Verb): Promise<{ readonly exit: number; readonly answer: unknown }> {
  const headers = { authorization: `Bearer ${page.key}`, origin: page.origin, "content-type": "application/json" };
  const answered = await send(page, "/live/do", { method: "POST", headers, body: JSON.stringify(verb) });
  if (answered.status !== 200) throw new Error(`${answered.status} ${answered.body}`);
  return JSON.parse(answered.body) as { exit: number; answer: unknown };
}

/** A feed that remembers what it was told. */
export interface Watched {
  readonly events: readonly LiveEvent[];
  /** The first event of that kind, from now on or already there, that fits. @throws after the deadline */
  wait<T extends LiveEvent["type"]>(
    type: T,
    fits?: (event: Extract<LiveEvent, { type: T }>) => boolean,
  ): Promise<Extract<LiveEvent, { type: T }>>;
  /** Forgets what came so far. */
  forget(): void;
  readonly ended: Promise<void>;
  close(): void;
}

/** Longer than the slowest command on a loaded machine. */
const DEADLINE_MS = 60_000;
const POLL_MS = 20;

export async function watch(page: LivePage): Promise<Watched> {
  const controller = new AbortController();
  const response = await fetch(`${page.origin}/live/feed`, {
    headers: { authorization: `Bearer ${page.key}` },
    signal: controller.signal,
  });
  if (response.status !== 200) throw new Error(`${response.status}`);
  let events: LiveEvent[] = [];
  const read = async (): Promise<void> => {
    let rest = "";
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      events.push(...lines.map((line) => JSON.parse(line) as LiveEvent));
    }
  };
  const ended = read().catch(() => {});
  return {
    get events() {
      return events;
    },
    async wait(type, fits = () => true) {
      const until = Date.now() + DEADLINE_MS;
      for (;;) {
        const found = events.find((event) => event.type === type && fits(event as never));
        if (found) return found as never;
        if (Date.now() > until) throw new Error(`no such ${type} among ${events.map((event) => event.type).join()}`);
        await new Promise((resolve) => setTimeout(resolve, POLL_MS));
      }
    },
    forget: () => (events = []),
    ended,
    close: () => controller.abort(),
  };
}

/** A shell as the page's terminal has it. */
export interface Shell {
  type(text: string): void;
  resize(columns: number, rows: number): void;
  /** Waits until the screen shows it. */
  shows(text: string | RegExp): Promise<void>;
  readonly screen: string;
  /** Exit status of the shell; null when it was cut off. */
  readonly ended: Promise<number | null>;
  close(): void;
}

/** @throws with the HTTP status when the upgrade is refused */
export function openShell(
  page: LivePage,
  place: string,
  options: { readonly key?: string; readonly origin?: string | null; readonly host?: string } = {},
): Promise<Shell> {
  const { key = page.key, origin = page.origin, host } = options;
  const socket = new WebSocket(
    `ws://127.0.0.1:${page.port}/live/terminal?on=${place}`,
    ["v5.channel.k8s.io", `podpath.key.${key}`],
    {
      ...(origin === null ? {} : { origin }),
      ...(host === undefined ? {} : { headers: { host } }),
    },
  );
  const decoder = new TextDecoder();
  let screen = "";
  let status: number | null = null;
  const put = (channel: number, text: string): void =>
    socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
  socket.on("message", (data: Buffer) => {
    if (data[0] === 1) screen += decoder.decode(data.subarray(1), { stream: true });
    if (data[0] === 3) status = exitOf(data.subarray(1).toString("utf8"));
  });
  const ended = new Promise<number | null>((resolve) => socket.on("close", () => resolve(status)));
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("open", () =>
      resolve({
        type: (text) => put(0, text),
        resize: (Width, Height) => put(4, JSON.stringify({ Width, Height })),
        async shows(text) {
          const until = Date.now() + DEADLINE_MS;
          const there = (): boolean => (typeof text === "string" ? screen.includes(text) : text.test(screen));
          while (!there()) {
            if (Date.now() > until) throw new Error(`never shown: ${text} in ${JSON.stringify(screen)}`);
            await new Promise((again) => setTimeout(again, POLL_MS));
          }
        },
        get screen() {
          return screen;
        },
        ended,
        close: () => socket.terminate(),
      }),
    );
  });
}

function exitOf(text: string): number | null {
  const { status, details } = JSON.parse(text) as {
    readonly status: string;
    readonly details?: { readonly causes?: readonly { readonly reason: string; readonly message: string }[] };
  };
  if (status === "Success") return 0;
  const cause = details?.causes?.find(({ reason }) => reason === "ExitCode");
  return cause ? Number(cause.message) : null;
}
