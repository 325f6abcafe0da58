import type { KubeObject, NewKubeObject } from "./cluster-objects.ts";
import { invalid, KubeError } from "./kube-error.ts";
import { TYPES } from "./resources/catalog.ts";
import { apiVersionOf, type ResourceDefinition } from "./resources/definition.ts";
import { sameJson } from "./same-json.ts";
import { decode } from "./schema/decode.ts";
import { metadataCauses } from "./validation/names.ts";

/**
 * Reads an object that somebody hands in: of the right kind, nothing of a wrong type, nothing unknown.
 *
 * @throws KubeError BadRequest
 */
export function admit(object: NewKubeObject, definition: ResourceDefinition): NewKubeObject {
  const apiVersion = apiVersionOf(definition);
  if (object.apiVersion !== apiVersion || object.kind !== definition.kind) {
    const got = `${object.apiVersion}, Kind=${object.kind}`;
    throw new KubeError("BadRequest", `the object provided is ${got}; expected ${apiVersion}, Kind=${definition.kind}`);
  }
  const { value, unknown, mismatch } = decode(object, definition.kind, TYPES);
  const cannot = `${definition.kind} in version "${definition.version}" cannot be handled as a ${definition.kind}`;
  if (mismatch !== null) throw new KubeError("BadRequest", `${cannot}: ${mismatch}`);
  if (unknown.length > 0) {
    const told = unknown.map((path) => `unknown field "${path}"`).join(", ");
    throw new KubeError("BadRequest", `${cannot}: strict decoding error: ${told}`);
  }
  return { ...(value as NewKubeObject), metadata: (value as { metadata?: object }).metadata ?? {} };
}

/**
 * Fills in defaults and checks the result.
 *
 * @throws KubeError Invalid, with everything that is wrong
 */
export function complete(object: KubeObject, old: KubeObject | undefined, definition: ResourceDefinition): KubeObject {
  const filled = definition.defaults?.(object) ?? object;
  const causes = [...metadataCauses(filled, definition.nameRule), ...(definition.validate?.(filled, old) ?? [])];
  if (causes.length > 0) throw invalid(definition, filled.metadata.name, causes);
  return filled;
}

/** Whether something besides metadata and status differs: what `generation` counts. */
export function wantsOther(object: KubeObject, old: KubeObject): boolean {
  const desire = ({ metadata: _metadata, status: _status, ...rest }: KubeObject): unknown => rest;
  return !sameJson(desire(object), desire(old));
}
