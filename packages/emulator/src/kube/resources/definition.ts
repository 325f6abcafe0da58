import type { KubeObject } from "../cluster-objects.ts";
import type { Cause } from "../kube-error.ts";

/** A column of `kubectl get`; `priority` 1 is shown with `-o wide` only. */
export interface Column {
  readonly name: string;
  readonly type: "string" | "integer";
  readonly format?: "name";
  readonly priority?: 1;
  /** @param nowMs for ages */
  readonly cell: (object: KubeObject, nowMs: number) => string | number;
}

/** How new objects get names of their own, and which names are accepted. */
export type NameRule = "dns-label" | "dns-subdomain" | "path-segment" | "dns-1035-label";

/** What is done to an object before it is stored. */
export interface Strategy {
  /** Fills in what was left out, as the real API does. */
  readonly defaults?: (object: KubeObject) => KubeObject;
  /** Everything that is wrong; `old` is absent on creation. */
  readonly validate?: (object: KubeObject, old: KubeObject | undefined) => readonly Cause[];
}

/** A kind that the API serves: everything about it as data. */
export interface ResourceDefinition extends Strategy {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly nameRule: NameRule;
  /** A status that changes through `/status` alone. */
  readonly hasStatus: boolean;
  /** `metadata.generation` counts the changes of everything but metadata and status. */
  readonly hasGeneration: boolean;
  readonly scalable: boolean;
  /** Subresources with a meaning of their own. */
  readonly actions: readonly ("log" | "exec" | "attach" | "portforward" | "binding" | "eviction")[];
  readonly columns: readonly Column[];
  /** What a field selector may name besides `metadata.name` and `metadata.namespace`. */
  readonly fields: Readonly<Record<string, (object: KubeObject) => string>>;
}

type Essential = Pick<ResourceDefinition, "group" | "version" | "kind" | "plural" | "namespaced" | "columns">;

/** Fills in what most kinds have in common. */
export function defineResource(definition: Essential & Partial<ResourceDefinition>): ResourceDefinition {
  return {
    singular: definition.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    nameRule: "dns-subdomain",
    hasStatus: false,
    hasGeneration: false,
    scalable: false,
    actions: [],
    fields: {},
    ...definition,
  };
}

/** `v1`, `apps/v1` */
export function apiVersionOf(definition: Pick<ResourceDefinition, "group" | "version">): string {
  return definition.group === "" ? definition.version : `${definition.group}/${definition.version}`;
}
