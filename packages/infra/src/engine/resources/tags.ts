import type { Cloud } from "../cloud.ts";
import type { Change } from "../diff.ts";
import { isObject, type Json, type JsonObject } from "../json.ts";

export interface WireTag {
  readonly Key: string;
  readonly Value: string;
}

/** `{ owner: "me" }` → `[{ Key: "owner", Value: "me" }]` */
export function toWireTags(tags: unknown): WireTag[] {
  return isObject(tags) ? Object.entries(tags).map(([Key, value]) => ({ Key, Value: textOf(value) })) : [];
}

export function fromWireTags(tags: readonly WireTag[] | null | undefined): JsonObject {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key, Value]));
}

/** @param kind the resource part of a six-segment name: `vpc`, `subnet`, `sg` */
export async function updateTags(
  cloud: Cloud,
  kind: "vpc" | "subnet" | "sg" | "cluster",
  id: string,
  changes: readonly Change[],
): Promise<void> {
  const ofTags = changes.filter(({ path }) => path.startsWith("tags."));
  if (ofTags.length === 0) return;
  const service = kind === "sg" ? "cvm" : kind === "cluster" ? "ccs" : "vpc";
  await cloud.call("tag", "ModifyResourceTags", {
    Resource: `qcs::${service}:${cloud.region}:uin/:${kind}/${id}`,
    ReplaceTags: ofTags
      .filter(({ wanted }) => wanted !== undefined)
      .map((change) => ({ TagKey: keyOf(change), TagValue: textOf(change.wanted) })),
    DeleteTags: ofTags.filter(({ wanted }) => wanted === undefined).map((change) => ({ TagKey: keyOf(change) })),
  });
}

function keyOf(change: Change): string {
  return change.path.slice("tags.".length);
}

function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : JSON.stringify(value ?? "");
}
