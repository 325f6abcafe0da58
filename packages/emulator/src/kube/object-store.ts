import { RevisionGone, type Store, type Stored, type StoreEvent } from "../store/store.ts";
import type { KubeObject, ObjectMeta } from "./cluster-objects.ts";
import { KubeError, notFound } from "./kube-error.ts";
import type { ResourceDefinition } from "./resources/definition.ts";
import { sameJson } from "./same-json.ts";

export interface KubeEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubeObject;
  /** As it was before; null when it wasn't. */
  readonly previous: KubeObject | null;
}

type Namespace = string | null | undefined;

/** Objects in the store: where they are, and their `resourceVersion`, which is the revision of their last write. */
export interface ObjectStore {
  read(definition: ResourceDefinition, namespace: Namespace, name: string): KubeObject | undefined;
  /** @throws KubeError NotFound */
  need(definition: ResourceDefinition, namespace: Namespace, name: string): KubeObject;
  /** Of one namespace, or of all; of one, perhaps only those whose names begin so. */
  list(definition: ResourceDefinition, namespace: Namespace, namePrefix?: string): readonly KubeObject[];
  count(definition: ResourceDefinition): number;
  /** Writes nothing, and answers what is there, when nothing would change. */
  write(definition: ResourceDefinition, object: KubeObject, old: KubeObject | undefined): KubeObject;
  erase(definition: ResourceDefinition, object: KubeObject): void;
  /** @throws KubeError Expired */
  follow(
    definition: ResourceDefinition,
    namespace: Namespace,
    listener: (event: KubeEvent) => void,
    after: string | undefined,
  ): () => void;
}

export function createObjectStore(store: Store, prefix: string): ObjectStore {
  function folderOf({ plural, namespaced }: ResourceDefinition, namespace: Namespace): string {
    return namespaced && typeof namespace === "string" ? `${prefix}${plural}/${namespace}/` : `${prefix}${plural}/`;
  }

  function keyOf(definition: ResourceDefinition, { namespace, name }: Pick<ObjectMeta, "namespace" | "name">): string {
    return folderOf(definition, namespace) + name;
  }

  const objects: ObjectStore = {
    read(definition, namespace, name) {
      const entry = store.get<KubeObject>(folderOf(definition, namespace) + name);
      return entry === undefined ? undefined : present(entry);
    },
    need(definition, namespace, name) {
      const found = objects.read(definition, namespace, name);
      if (found === undefined) throw notFound(definition, name);
      return found;
    },
    list: (definition, namespace, namePrefix = "") =>
      store.list<KubeObject>(folderOf(definition, namespace) + namePrefix).map(present),
    count: (definition) => store.list(folderOf(definition, null)).length,
    write(definition, object, old) {
      const { resourceVersion: _version, ...metadata } = object.metadata;
      const value = { ...object, metadata };
      if (old !== undefined && sameJson(value, withoutVersion(old))) return old;
      const { revision } = store.put(keyOf(definition, object.metadata), value);
      return { ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } };
    },
    erase: (definition, object) => void store.delete(keyOf(definition, object.metadata)),
    follow(definition, namespace, listener, after) {
      const tell = (event: StoreEvent): void => listener(kubeEvent(event));
      try {
        return store.watch(folderOf(definition, namespace), tell, after === undefined ? undefined : Number(after));
      } catch (error) {
        if (!(error instanceof RevisionGone)) throw error;
        throw new KubeError("Expired", `too old resource version: ${after} (${store.revision})`);
      }
    },
  };
  return objects;
}

function withoutVersion(object: KubeObject): object {
  const { resourceVersion: _version, ...metadata } = object.metadata;
  return { ...object, metadata };
}

function present(entry: Stored<KubeObject>): KubeObject {
  return { ...entry.value, metadata: { ...entry.value.metadata, resourceVersion: String(entry.revision) } };
}

function kubeEvent(event: StoreEvent): KubeEvent {
  const entry = event.entry as Stored<KubeObject>;
  if (event.kind === "delete") {
    // An object goes under the revision of its going.
    return { type: "DELETED", object: present({ ...entry, revision: event.revision }), previous: present(entry) };
  }
  const previous = event.previous === null ? null : present(event.previous as Stored<KubeObject>);
  return { type: previous === null ? "ADDED" : "MODIFIED", object: present(entry), previous };
}
