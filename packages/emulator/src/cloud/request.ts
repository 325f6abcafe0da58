import type { HttpRequest } from "../http.ts";
import { decodeUtf8 } from "../text.ts";
import { CloudError } from "./errors.ts";
import { missing } from "./schema.ts";

/** What a request says besides its signature. */
export interface CloudRequest {
  readonly action: string;
  readonly version: string;
  /** Empty: none given. */
  readonly region: string;
  readonly language: "zh-CN" | "en-US";
  readonly parameters: unknown;
}

/**
 * Read the common parameters from the headers and the action's own from the body (POST) or the query (GET).
 *
 * @throws CloudError
 */
export function readRequest(request: HttpRequest): CloudRequest {
  const header = (name: string) => request.headers[name]?.trim() ?? "";
  if (header("x-tc-action") === "") throw missing("Action");
  if (header("x-tc-version") === "") throw missing("Version");
  return {
    action: header("x-tc-action"),
    version: header("x-tc-version"),
    region: header("x-tc-region"),
    language: header("x-tc-language") === "en-US" ? "en-US" : "zh-CN",
    parameters: request.method === "GET" ? queryParameters(request.query) : bodyParameters(request),
  };
}

function bodyParameters(request: HttpRequest): unknown {
  const type = (request.headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
  if (type !== "application/json") {
    throw new CloudError("InvalidRequest", `A POST must carry application/json, not \`${type}\`.`);
  }
  const text = decodeUtf8(request.body);
  if (text === null) throw new CloudError("InvalidParameter", "The request body is not UTF-8.");
  if (text.trim() === "") return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new CloudError("InvalidParameter", "The request body is not valid JSON.");
  }
}

type Tree = { [name: string]: Tree | string };

/** `Filters.0.Name=vpc-id&Filters.0.Values.0=vpc-1` → `{ Filters: [{ Name: "vpc-id", Values: ["vpc-1"] }] }` */
export function queryParameters(query: string): unknown {
  const root: Tree = Object.create(null);
  for (const pair of query.split("&")) {
    if (pair === "") continue;
    const equals = pair.indexOf("=");
    const name = decode(equals < 0 ? pair : pair.slice(0, equals));
    plant(root, name.split("."), equals < 0 ? "" : decode(pair.slice(equals + 1)));
  }
  return harvest(root);
}

function plant(tree: Tree, path: readonly string[], value: string): void {
  const [name, ...rest] = path as [string, ...string[]];
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const branch = tree[name];
  if (typeof branch === "string") throw new CloudError("InvalidParameter", `\`${name}\` is both a value and a list.`);
  plant((tree[name] = branch ?? (Object.create(null) as Tree)), rest, value);
}

/** A branch whose names are all numbers is a list, in their order. */
function harvest(tree: Tree | string): unknown {
  if (typeof tree === "string") return tree;
  const names = Object.keys(tree);
  if (names.length > 0 && names.every((name) => /^\d+$/.test(name))) {
    return names.toSorted((a, b) => Number(a) - Number(b)).map((name) => harvest(tree[name]!));
  }
  return Object.fromEntries(names.map((name) => [name, harvest(tree[name]!)]));
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw new CloudError("InvalidParameter", "The query string is not URL-encoded UTF-8.");
  }
}
