import type { HttpHeader, HttpResponse } from "./http.ts";
import { headerOf } from "./http.ts";
import { Interrupted, SIGNAL, type Job } from "./job.ts";
import type { Attempt } from "./network.ts";
import { Pipe, type Input, type Output } from "./streams.ts";

const REQUEST_LINE = /^([A-Z]+) (\S+) HTTP\/(1\.[01])$/;

/**
 * A TCP connection as bytes: what is written is read as HTTP requests, and the answers can be read. Whoever talks something
 * else is answered as nginx answers it, and hung up on. It goes on when its rule goes, as an established connection does.
 */
export class TcpStream implements Input, Output {
  readonly isTerminal = false;
  readonly #connection: Attempt & { readonly kind: "connected" };
  readonly #inbox = new Pipe();
  #unread = "";
  #closed = false;

  constructor(connection: Attempt & { readonly kind: "connected" }) {
    this.#connection = connection;
  }

  read(job: Job): Promise<string | null> {
    return this.#inbox.read(job);
  }

  readLine(job: Job): Promise<string | null> {
    return this.#inbox.readLine(job);
  }

  write(text: string): void {
    if (this.#closed) throw new Interrupted(SIGNAL.pipe);
    this.#unread += text;
    const end = /\r?\n\r?\n/.exec(this.#unread);
    if (end !== null) this.#answer(this.#unread.slice(0, end.index), this.#unread.slice(end.index + end[0].length));
    else if (/\n/.test(this.#unread) && !REQUEST_LINE.test(this.#unread.split(/\r?\n/)[0]!))
      this.#answer(this.#unread, "");
  }

  get closed(): boolean {
    return this.#closed;
  }

  close(): void {
    this.#closed = true;
    this.#inbox.end();
  }

  #answer(head: string, rest: string): void {
    const [first = "", ...lines] = head.split(/\r?\n/);
    const request = REQUEST_LINE.exec(first);
    const headers = lines.map(headerFrom);
    const length = Number(headerOf(headers, "Content-Length") ?? 0);
    if (rest.length < length) return;
    this.#unread = rest.slice(length);
    const [, method = "", target = "", version = "1.0"] = request ?? [];
    const { server, source: from } = this.#connection;
    const response = server({ method, target, headers, body: rest.slice(0, length), from });
    this.#inbox.write(printResponse(response, method));
    const close = version === "1.0" || request === null || headerOf(headers, "Connection") === "close";
    if (close) this.close();
  }
}

function headerFrom(line: string): HttpHeader {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
}

function printResponse({ status, reason, headers, body }: HttpResponse, method: string): string {
  const lines = [`HTTP/1.1 ${status} ${reason}`, ...headers.map(([name, value]) => `${name}: ${value}`), "", ""];
  return lines.join("\r\n") + (method === "HEAD" ? "" : body);
}
