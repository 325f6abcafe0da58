import type { KubeObject } from "../cluster-objects.ts";
import type { Column } from "../resources/definition.ts";
import { ageOf } from "./age.ts";

type Cell = (object: KubeObject, nowMs: number) => string | number;

export const NAME: Column = { name: "Name", type: "string", format: "name", cell: (object) => object.metadata.name };

export const AGE: Column = {
  name: "Age",
  type: "string",
  cell: (object, nowMs) => ageOf(object.metadata.creationTimestamp, nowMs),
};

export function text(name: string, cell: Cell): Column {
  return { name, type: "string", cell };
}

export function integer(name: string, cell: Cell): Column {
  return { name, type: "integer", cell };
}

/** Shown with `-o wide` only. */
export function wide(name: string, cell: Cell): Column {
  return { name, type: "string", priority: 1, cell };
}

/** `a=1,b=2`, or `<none>` */
export function pairs(labels: Readonly<Record<string, string>> | undefined): string {
  const told = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return told.length === 0 ? "<none>" : told.sort().join(",");
}

/** `a,b`, or `<none>` */
export function joined(values: readonly (string | undefined)[] | undefined): string {
  const told = (values ?? []).filter((value) => value !== undefined && value !== "");
  return told.length === 0 ? "<none>" : told.join(",");
}
