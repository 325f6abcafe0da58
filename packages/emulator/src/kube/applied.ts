import type { Store } from "../store/store.ts";
import type { KubeObject } from "./cluster-objects.ts";

type Json = Record<string, unknown>;

/** What each manager last applied to an object, so that what it no longer applies can be taken out. Goes with the object. */
export interface AppliedStore {
  get(plural: string, object: Named, manager: string): Json | undefined;
  put(plural: string, object: Named, manager: string, applied: Json): void;
  forget(plural: string, object: Named): void;
}

type Named = Pick<KubeObject["metadata"], "namespace" | "name">;

/** @param prefix the cluster's; no kind is called `~applied` */
export function appliedIn(store: Store, prefix: string): AppliedStore {
  const folder = (plural: string, { namespace = "", name }: Named): string =>
    `${prefix}~applied/${plural}/${namespace}/${name}/`;
  return {
    get: (plural, object, manager) => store.get<Json>(folder(plural, object) + manager)?.value,
    put: (plural, object, manager, applied) => void store.put(folder(plural, object) + manager, applied),
    forget(plural, object) {
      for (const { key } of store.list(folder(plural, object))) store.delete(key);
    },
  };
}
