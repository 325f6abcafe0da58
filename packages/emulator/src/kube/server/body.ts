import { decodeUtf8 } from "../../text.ts";
import type { NewKubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import { TYPES } from "../resources/catalog.ts";
import { apiVersionOf, type ResourceDefinition } from "../resources/definition.ts";
import { decode, isObject } from "../schema/decode.ts";
import { decodeProtobuf, PROTOBUF } from "../schema/protobuf.ts";
import type { Query } from "./query.ts";

/**
 * Reads a request's body; YAML is understood where JSON is.
 *
 * @throws KubeError BadRequest, UnsupportedMediaType
 */
export async function parseBody(body: Uint8Array, contentType: string): Promise<unknown> {
  if (contentType.startsWith(PROTOBUF)) return body.length === 0 ? undefined : decodeProtobuf(body, TYPES);
  if (contentType.includes("cbor")) {
    throw new KubeError(
      "UnsupportedMediaType",
      `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml`,
    );
  }
  const text = decodeUtf8(body);
  if (text === null) throw new KubeError("BadRequest", "the body of the request isn't UTF-8");
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (!contentType.includes("yaml"))
      throw new KubeError("BadRequest", `couldn't get version/kind; json parse error: ${(error as Error).message}`);
  }
  const { parse } = await import("yaml");
  try {
    return parse(text, { maxAliasCount: 100 }) as unknown;
  } catch (error) {
    throw new KubeError("BadRequest", `error parsing YAML: ${(error as Error).message}`);
  }
}

export interface Accepted {
  readonly object: NewKubeObject;
  /** What the client should be told of. */
  readonly warnings: readonly string[];
}

/**
 * An object as the request's `fieldValidation` wants it: unknown fields are refused (`Strict`), dropped with a warning
 * (`Warn`, which is what absent means) or dropped (`Ignore`).
 *
 * @throws KubeError BadRequest
 */
export function acceptObject(body: unknown, definition: ResourceDefinition, query: Query): Accepted {
  if (!isObject(body)) throw new KubeError("BadRequest", "the body of the request must be an object");
  const filled = { apiVersion: apiVersionOf(definition), kind: definition.kind, ...body } as unknown as NewKubeObject;
  if (query.one("fieldValidation") === "Strict") return { object: filled, warnings: [] };
  const { value, unknown, mismatch } = decode(filled, definition.kind, TYPES);
  if (mismatch !== null) return { object: filled, warnings: [] }; // refused with its reason when it is stored
  const warnings = query.one("fieldValidation") === "Ignore" ? [] : unknown.map((path) => `unknown field "${path}"`);
  return { object: value as NewKubeObject, warnings };
}
