import { CloudError } from "./errors.ts";
import { list, required, struct, text } from "./schema.ts";
import type { CloudTables } from "./tables.ts";

export interface WireTag {
  readonly Key: string;
  readonly Value: string;
}

export function tagsSchema() {
  return list(struct({ Key: required(text()), Value: text() }));
}

export function tagsOf(tables: CloudTables, resourceId: string): Readonly<Record<string, string>> {
  return tables.tags.get(resourceId)?.tags ?? {};
}

export function wireTags(tables: CloudTables, resourceId: string): readonly WireTag[] {
  return Object.entries(tagsOf(tables, resourceId)).map(([Key, Value]) => ({ Key, Value }));
}

/** Adds tags, or replaces the value where the key is there already. */
export function addTags(
  tables: CloudTables,
  resourceId: string,
  tags: readonly { readonly Key: string; readonly Value?: string }[] | undefined,
): void {
  if (tags === undefined || tags.length === 0) return;
  if (new Set(tags.map((tag) => tag.Key)).size < tags.length) {
    throw new CloudError("InvalidParameterValue.TagDuplicateKey", "`Tags` has the same key twice.");
  }
  const added = Object.fromEntries(tags.map((tag) => [tag.Key, tag.Value ?? ""]));
  setTags(tables, resourceId, { ...tagsOf(tables, resourceId), ...added });
}

export function setTags(tables: CloudTables, resourceId: string, tags: Readonly<Record<string, string>>): void {
  if (Object.keys(tags).length === 0) tables.tags.delete(resourceId);
  else tables.tags.put({ id: resourceId, tags });
}
