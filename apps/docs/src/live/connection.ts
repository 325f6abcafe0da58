import type { LiveEvent, Place, Problem, Reply, Verb } from "./protocol.ts";

/** Milliseconds until the next attempt: quick at first, for a supervisor that is being started again. */
const RETRY_MS = [500, 1000, 2000, 4000] as const;
/** The lab speaks every 10 s; one that has been silent for longer is gone. */
const SILENCE_MS = 25_000;

/**
 * `live`: the feed flows. `lost`: nobody answers, the page keeps trying. `stranger`: somebody answers who can't prove to be
 * the lab that the key is from. `outdated`: the lab has another key by now.
 */
export type LinkState = "connecting" | "live" | "lost" | "stranger" | "outdated";

/** The page's line to the lab. */
export interface Link {
  ask(verb: Verb): Promise<Reply>;
  /** A shell, by Kubernetes' exec protocol. */
  terminal(place: Place): WebSocket;
  close(): void;
}

interface Listeners {
  /** A feed begins: whatever it has to tell, it tells. */
  readonly onBegin: () => void;
  readonly onEvent: (event: LiveEvent) => void;
  readonly onState: (state: LinkState) => void;
}

/** Connects, and connects again whenever the line is cut. Rests while the page is hidden: nobody looks. */
export function openLink(key: string, { onBegin, onEvent, onState }: Listeners): Link {
  const authorization = `Bearer ${key}`;
  const end = new AbortController();
  let attempts = 0;
  let line = new AbortController();
  let wake = (): void => {};

  const run = async (): Promise<void> => {
    while (!end.signal.aborted) {
      if (document.hidden) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      line = new AbortController();
      const state = await follow(line.signal).catch((): LinkState => "lost");
      if (end.signal.aborted) return;
      if (document.hidden) continue;
      onState(state);
      if (state === "outdated") return;
      const pause = RETRY_MS[Math.min(attempts++, RETRY_MS.length - 1)];
      await new Promise<void>((resolve) => {
        wake = resolve;
        setTimeout(resolve, pause);
      });
    }
  };

  const follow = async (signal: AbortSignal): Promise<LinkState> => {
    if (!(await isOurs(key, signal))) return "stranger";
    const response = await fetch("/live/feed", { headers: { authorization }, signal, cache: "no-store" });
    if (response.status === 401) return "outdated";
    if (!response.ok || response.body === null) return "lost";
    onBegin();
    for await (const event of eventsOf(response.body, line)) {
      attempts = 0;
      onState("live");
      onEvent(event);
    }
    return "lost";
  };

  const onVisibility = (): void => {
    if (document.hidden) line.abort();
    else wake();
  };
  document.addEventListener("visibilitychange", onVisibility);
  onState("connecting");
  void run();
  return {
    async ask(verb) {
      try {
        const response = await fetch("/live/do", {
          method: "POST",
          headers: { authorization, "content-type": "application/json" },
          body: JSON.stringify(verb),
        });
        if (response.status === 429) return { kind: "busy" };
        // It arrived, and wasn't done: the command line says more.
        if (response.status === 400 || response.status === 413) return { kind: "broken-off" };
        return response.ok ? readReply((await response.json()) as { exit: number; answer: unknown }) : { kind: "lost" };
      } catch {
        return { kind: "lost" };
      }
    },
    terminal: (place) =>
      new WebSocket(`${location.origin.replace(/^http/, "ws")}/live/terminal?on=${place}`, [
        "v5.channel.k8s.io",
        `podpath.key.${key}`,
      ]),
    close() {
      end.abort();
      document.removeEventListener("visibilitychange", onVisibility);
      line.abort();
      wake();
    },
  };
}

/** Does who answers know the key? Asked before the key goes out: while the lab is down, anybody may have its port. */
async function isOurs(key: string, signal: AbortSignal): Promise<boolean> {
  const nonce = crypto.randomUUID();
  const response = await fetch(`/live/proof?nonce=${nonce}`, { signal, cache: "no-store" });
  if (!response.ok) return false;
  const { proof } = (await response.json()) as { readonly proof?: unknown };
  return proof === (await sign(key, `${location.origin} ${nonce}`));
}

async function sign(key: string, text: string): Promise<string> {
  const bytes = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", bytes.encode(key), algorithm, false, ["sign"]);
  const signed = new Uint8Array(await crypto.subtle.sign("HMAC", secret, bytes.encode(text)));
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** One JSON value a line. A line that stays silent too long is cut. */
async function* eventsOf(body: ReadableStream<Uint8Array>, line: AbortController): AsyncGenerator<LiveEvent> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const silent = setTimeout(() => line.abort(), SILENCE_MS);
    const { done, value } = await reader.read().finally(() => clearTimeout(silent));
    if (done) return;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) yield JSON.parse(text) as LiveEvent;
  }
}

function readReply({ exit, answer }: { readonly exit: number; readonly answer: unknown }): Reply {
  const error = (answer as { readonly error?: Problem } | null)?.error;
  if (error !== undefined) return { kind: "refused", problem: error };
  return answer === null && exit !== 0 ? { kind: "broken-off" } : { kind: "done", exit, answer };
}
