import { KubeError } from "../kube-error.ts";
import { sameJson } from "../same-json.ts";
import { isObject } from "../schema/decode.ts";

interface Operation {
  readonly op: "add" | "remove" | "replace" | "test" | "move" | "copy";
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/**
 * RFC 6902.
 *
 * @throws KubeError Invalid when a path isn't there or a test fails
 */
export function jsonPatch(target: unknown, operations: unknown): unknown {
  if (!Array.isArray(operations)) throw new KubeError("BadRequest", "a JSON patch is a list of operations");
  return (operations as readonly Operation[]).reduce<unknown>(apply, target);
}

function apply(document: unknown, operation: Operation): unknown {
  const path = parsePointer(operation.path);
  switch (operation.op) {
    case "add":
      return change(document, path, (parent, key) => added(parent, key, operation.value));
    case "remove":
      return change(document, path, removed);
    case "replace":
      read(document, path);
      return path.length === 0
        ? operation.value
        : change(document, path, (parent, key) => replaced(parent, key, operation.value));
    case "test":
      if (!sameJson(read(document, path), operation.value)) throw refused(`testing value ${operation.path} failed`);
      return document;
    case "copy":
    case "move": {
      const from = parsePointer(operation.from ?? "");
      const value = read(document, from);
      const rest = operation.op === "move" ? change(document, from, removed) : document;
      return change(rest, path, (parent, key) => added(parent, key, value));
    }
    default:
      throw refused(`unexpected kind: ${String(operation.op satisfies never)}`);
  }
}

type Parent = Record<string, unknown> | unknown[];

/** Copies the way down to the parent of what the path names, and changes that parent. */
function change(node: unknown, path: readonly string[], edit: (parent: Parent, key: string) => void): unknown {
  const [key, ...rest] = path;
  if (key === undefined) throw refused("the whole document can't be added or removed");
  if (!isObject(node) && !Array.isArray(node)) throw refused(`missing path at ${JSON.stringify(key)}`);
  const copy: Parent = Array.isArray(node) ? [...node] : { ...node };
  if (rest.length === 0) edit(copy, key);
  else replaced(copy, key, change(read(node, [key]), rest, edit));
  return copy;
}

function added(parent: Parent, key: string, value: unknown): void {
  if (!Array.isArray(parent)) parent[key] = value;
  else if (key === "-") parent.push(value);
  else parent.splice(indexIn(parent, key, parent.length), 0, value);
}

function removed(parent: Parent, key: string): void {
  read(parent, [key]);
  if (Array.isArray(parent)) parent.splice(indexIn(parent, key, parent.length - 1), 1);
  else delete parent[key];
}

function replaced(parent: Parent, key: string, value: unknown): void {
  if (Array.isArray(parent)) parent[indexIn(parent, key, parent.length - 1)] = value;
  else parent[key] = value;
}

function read(node: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[indexIn(at, key, at.length - 1)];
    if (isObject(at) && Object.hasOwn(at, key)) return at[key];
    throw refused(`missing path at ${JSON.stringify(key)}`);
  }, node);
}

function indexIn(list: readonly unknown[], key: string, last: number): number {
  const index = /^\d{1,9}$/.test(key) ? Number(key) : -1;
  if (index < 0 || index > last) throw refused(`index ${key} is outside a list of ${list.length}`);
  return index;
}

function parsePointer(pointer: string): readonly string[] {
  if (pointer === "") return [];
  if (typeof pointer !== "string" || !pointer.startsWith("/"))
    throw refused(`${JSON.stringify(pointer)} is no JSON pointer`);
  return pointer
    .slice(1)
    .split("/")
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function refused(why: string): KubeError {
  return new KubeError("Invalid", `the server rejected our request due to an error in our request: ${why}`);
}
