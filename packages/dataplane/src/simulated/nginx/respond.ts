import type { Clock } from "../clock.ts";
import { utf8Length } from "../encoding.ts";
import { resolvePath, type Files } from "../files.ts";
import { headerOf, type HttpRequest, type HttpResponse, type HttpServer } from "../http.ts";
import type { Output } from "../streams.ts";
import { accessTime, httpDate } from "./dates.ts";
import { PAGE_FOLDER } from "../place-files.ts";

/** Told to every client; the tag is here too, so that a response can't be taken for a real server's. */
const SERVER = "nginx (simulated)";

const REASONS = {
  200: "OK",
  301: "Moved Permanently",
  403: "Forbidden",
  404: "Not Found",
  405: "Not Allowed",
} as const;
type Status = keyof typeof REASONS;

/** nginx serving files: GET and HEAD, its error pages, its access log in the `combined` format. */
export function nginxServer(files: Files, clock: Clock, log: Output): HttpServer {
  return (request) => {
    const response = respond(request, files, clock);
    log.write(accessLine(request, response, clock));
    return response;
  };
}

function respond(request: HttpRequest, files: Files, clock: Clock): HttpResponse {
  if (request.method !== "GET" && request.method !== "HEAD") return errorPage(405, clock);
  const path = decodePath(request.target);
  const file = resolvePath(PAGE_FOLDER, `.${path}`);
  if (!file.startsWith(PAGE_FOLDER)) return errorPage(404, clock);
  if (files.isFolder(file) && !path.endsWith("/")) return errorPage(301, clock, [["Location", `${path}/`]]);
  const served = files.isFolder(file) ? `${file}/index.html` : file;
  const text = files.read(served);
  if (text === null) return errorPage(files.isFolder(file) ? 403 : 404, clock);
  return answer(200, text, served.endsWith(".html") ? "text/html" : "text/plain", clock);
}

function decodePath(target: string): string {
  const path = target.split(/[?#]/)[0]!;
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function errorPage(status: Status, clock: Clock, headers: HttpResponse["headers"] = []): HttpResponse {
  const title = `${status} ${REASONS[status]}`;
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${SERVER}</center>\r\n</body>\r\n</html>\r\n`;
  return answer(status, body, "text/html", clock, headers);
}

function answer(
  status: Status,
  body: string,
  type: string,
  clock: Clock,
  more: HttpResponse["headers"] = [],
): HttpResponse {
  const headers: HttpResponse["headers"] = [
    ["Server", SERVER],
    ["Date", httpDate(clock.now())],
    ["Content-Type", type],
    ["Content-Length", String(utf8Length(body))],
    ...more,
    ["Connection", "keep-alive"],
  ];
  return { status, reason: REASONS[status], headers, body };
}

function accessLine(request: HttpRequest, response: HttpResponse, clock: Clock): string {
  const sent = request.method === "HEAD" ? 0 : utf8Length(response.body);
  const agent = headerOf(request.headers, "User-Agent") ?? "-";
  const referer = headerOf(request.headers, "Referer") ?? "-";
  const line = `${request.method} ${request.target} HTTP/1.1`;
  return `${request.from} - - [${accessTime(clock.now())}] "${line}" ${response.status} ${sent} "${referer}" "${agent}"\n`;
}
