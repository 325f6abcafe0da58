import type { KubeObject } from "../cluster-objects.ts";
import { KubeError } from "../kube-error.ts";
import type { ResourceDefinition } from "../resources/definition.ts";

/**
 * Reads `spec.nodeName=10.0.35.139,status.phase!=Failed`.
 *
 * @throws KubeError BadRequest for a field that this resource can't be selected by
 */
export function parseFieldSelector(text: string, definition: ResourceDefinition): (object: KubeObject) => boolean {
  const tests = text
    .split(",")
    .filter((part) => part.trim() !== "")
    .map((part) => parseTest(part.trim(), definition));
  return (object) => tests.every((test) => test(object));
}

function parseTest(part: string, definition: ResourceDefinition): (object: KubeObject) => boolean {
  const [, field, operator, want] = /^([^=!]+?)\s*(==|=|!=)\s*(.*)$/.exec(part) ?? [];
  if (field === undefined) throw new KubeError("BadRequest", `invalid field selector: ${JSON.stringify(part)}`);
  const read = readerOf(field, definition);
  if (read === undefined) throw new KubeError("BadRequest", `field label not supported: ${field}`);
  return (object) => (read(object) === want) === (operator !== "!=");
}

function readerOf(field: string, definition: ResourceDefinition): ((object: KubeObject) => string) | undefined {
  if (field === "metadata.name") return (object) => object.metadata.name;
  if (field === "metadata.namespace" && definition.namespaced) return (object) => object.metadata.namespace ?? "";
  return Object.hasOwn(definition.fields, field) ? definition.fields[field] : undefined;
}
