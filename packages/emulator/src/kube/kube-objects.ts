import type { Runtime } from "../runtime.ts";
import { RevisionGone, type Store, type Stored, type StoreEvent } from "../store/store.ts";
import { type AppliedStore, appliedIn } from "./applied.ts";
import { admit, complete, wantsOther } from "./admission.ts";
import type { ClusterObjects, KubeObject, ObjectMeta } from "./cluster-objects.ts";
import { recordEvent } from "./events.ts";
import { isReleased, keepIdentity, requireCurrent, withIdentity } from "./identity.ts";
import { alreadyExists, KubeError, notFound } from "./kube-error.ts";
import { randomNumber } from "./random.ts";
import { marked, orphan, removal, requireRemovable, type RemoveOptions } from "./removal.ts";
import { findResource } from "./resources/catalog.ts";
import type { ResourceDefinition } from "./resources/definition.ts";
import { sameJson } from "./same-json.ts";
import { allocateService } from "./service-addresses.ts";
import type { ServiceObject } from "./types.ts";

export interface KubeObjectsOptions {
  readonly store: Store;
  /** `<account>/kube/<cluster>/` */
  readonly prefix: string;
  readonly runtime: Pick<Runtime, "now" | "randomBytes">;
  /** Block that Services get their addresses from. */
  readonly serviceCidr: string;
}

export interface KubeEvent {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly object: KubeObject;
  /** As it was before; null when it wasn't. */
  readonly previous: KubeObject | null;
}

/** A cluster's objects, for controllers and for the API server in front of them. */
export interface KubeObjects extends ClusterObjects {
  /** Revision of the newest write: the `resourceVersion` of lists. */
  readonly revision: string;
  /** Block that Services get their addresses from; the API's own has the first. */
  readonly serviceCidr: string;
  /** Removes as the API does: a Pod gets its grace period, finalizers are waited for, the owned are dealt with. */
  remove(resource: string, namespace: string | null, name: string, options?: RemoveOptions): KubeObject;
  /** What managers applied from the server's side. */
  readonly applied: AppliedStore;
  /** Runs the work, undoes it and answers its result: a dry run. */
  rehearse<T>(work: () => T): T;
  /** All or nothing. */
  transaction<T>(work: () => T): T;
  /**
   * Tells of changes in order, also of those after a revision that have happened already.
   *
   * @throws KubeError Expired
   */
  watch(resource: string, namespace: string | null, listener: (event: KubeEvent) => void, after?: string): () => void;
}

/** Pods of one cluster: far more than a drill has, far less than would hurt the machine. Ours. */
const POD_LIMIT = 500;

/** Carries a rehearsal's answer out of the transaction that it undoes. */
class Undone extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("undone on purpose");
    this.answer = answer;
  }
}

export function createKubeObjects({ store, prefix, runtime, serviceCidr }: KubeObjectsOptions): KubeObjects {
  const folderOf = (definition: ResourceDefinition, namespace: string | null | undefined): string =>
    definition.namespaced && typeof namespace === "string"
      ? `${prefix}${definition.plural}/${namespace}/`
      : `${prefix}${definition.plural}/`;
  const keyOf = (definition: ResourceDefinition, { namespace, name }: Pick<ObjectMeta, "namespace" | "name">): string =>
    `${folderOf(definition, namespace)}${name}`;

  function read(
    definition: ResourceDefinition,
    namespace: string | null | undefined,
    name: string,
  ): KubeObject | undefined {
    const entry = store.get<KubeObject>(keyOf(definition, { name, ...(namespace ? { namespace } : {}) }));
    return entry === undefined ? undefined : present(entry);
  }

  function need(definition: ResourceDefinition, namespace: string | null | undefined, name: string): KubeObject {
    const found = read(definition, namespace, name);
    if (found === undefined) throw notFound(definition, name);
    return found;
  }

  /** Writes nothing, and answers what is there, when nothing would change. */
  function write(definition: ResourceDefinition, object: KubeObject, old: KubeObject | undefined): KubeObject {
    const { resourceVersion: _version, ...metadata } = object.metadata;
    const value = { ...object, metadata };
    if (
      old !== undefined &&
      sameJson({ ...value, metadata: { ...metadata, resourceVersion: old.metadata.resourceVersion } }, old)
    ) {
      return old;
    }
    return present(store.put(keyOf(definition, object.metadata), value) as unknown as Stored<KubeObject>);
  }

  const applied = appliedIn(store, prefix);

  function erase(definition: ResourceDefinition, object: KubeObject): void {
    store.delete(keyOf(definition, object.metadata));
    applied.forget(definition.plural, object.metadata);
  }

  function withAddresses(definition: ResourceDefinition, object: KubeObject): KubeObject {
    if (definition.plural !== "services") return object;
    const taken = objects.list("services") as readonly ServiceObject[];
    const random = (limit: number): number => randomNumber(limit, runtime.randomBytes);
    return allocateService(object as ServiceObject, { cidr: serviceCidr, taken, random });
  }

  function requireNamespace(definition: ResourceDefinition, { namespace, name }: ObjectMeta): void {
    if (!definition.namespaced) return;
    const home = read(definitionOf("namespaces"), null, namespace ?? "");
    if (home === undefined) throw notFound(definitionOf("namespaces"), namespace ?? "");
    if (home.metadata.deletionTimestamp === undefined) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw new KubeError("Forbidden", `${definition.plural} "${name}" is forbidden: ${why}`);
  }

  /** @throws KubeError Forbidden, in the words of a quota */
  function requireRoom({ plural }: ResourceDefinition, { name }: ObjectMeta): void {
    if (plural !== "pods" || store.list(`${prefix}pods/`).length < POD_LIMIT) return;
    const quota = `exceeded quota: podpath-lab, requested: pods=1, used: pods=${POD_LIMIT}, limited: pods=${POD_LIMIT}`;
    throw new KubeError("Forbidden", `pods "${name}" is forbidden: ${quota}`);
  }

  const objects: KubeObjects = {
    serviceCidr,
    applied,
    get revision() {
      return String(store.revision);
    },
    get: (resource, namespace, name) => read(definitionOf(resource), namespace, name),
    list: (resource, namespace) => store.list<KubeObject>(folderOf(definitionOf(resource), namespace)).map(present),

    create(resource, given) {
      const definition = definitionOf(resource);
      const object = withIdentity(admit(given, definition), definition, runtime);
      return store.transaction(() => {
        requireNamespace(definition, object.metadata);
        requireRoom(definition, object.metadata);
        if (read(definition, object.metadata.namespace, object.metadata.name) !== undefined) {
          throw alreadyExists(definition, object.metadata.name);
        }
        return write(definition, withAddresses(definition, complete(object, undefined, definition)), undefined);
      });
    },

    update(resource, given) {
      const definition = definitionOf(resource);
      const admitted = admit(given, definition) as KubeObject;
      return store.transaction(() => {
        const old = need(definition, admitted.metadata.namespace, admitted.metadata.name);
        requireCurrent(definition, admitted.metadata, old);
        const next = withAddresses(definition, complete(keepIdentity(admitted, old, definition), old, definition));
        const counted =
          definition.hasGeneration && wantsOther(next, old)
            ? { ...next, metadata: { ...next.metadata, generation: (old.metadata.generation ?? 0) + 1 } }
            : next;
        if (isReleased(counted)) {
          erase(definition, counted);
          return counted;
        }
        return write(definition, counted, old);
      });
    },

    updateStatus(resource, namespace, name, status) {
      const definition = definitionOf(resource);
      return store.transaction(() => {
        const old = need(definition, namespace, name);
        return write(definition, admit({ ...old, status }, definition) as KubeObject, old);
      });
    },

    delete(resource, namespace, name) {
      const definition = definitionOf(resource);
      store.transaction(() => {
        const old = need(definition, namespace, name);
        if ((old.metadata.finalizers ?? []).length === 0) erase(definition, old);
        else write(definition, marked(old, 0, runtime.now()), old);
      });
    },

    remove(resource, namespace, name, options = {}) {
      const definition = definitionOf(resource);
      return store.transaction(() => {
        const old = need(definition, namespace, name);
        requireCurrent(definition, options, old);
        requireRemovable(definition, old);
        if (options.propagation === "Orphan") orphan(objects, old);
        const left = removal(old, definition, options, runtime.now());
        if (left === null) {
          erase(definition, old);
          return old;
        }
        return write(definition, left, old);
      });
    },

    event(about, event) {
      const { namespace = "default" } = about.metadata;
      const home = read(definitionOf("namespaces"), null, namespace);
      if (home === undefined || home.metadata.deletionTimestamp !== undefined) return; // nobody is left to read it
      const earlier = objects.list("events", namespace);
      const { verb, object } = recordEvent(about, event, earlier, runtime.now(), store.revision);
      objects[verb]("events", object);
    },

    rehearse(work) {
      try {
        store.transaction(() => {
          throw new Undone(work());
        });
      } catch (error) {
        if (error instanceof Undone) return error.answer as ReturnType<typeof work>;
        throw error;
      }
      throw new Error("a rehearsal always ends by being undone");
    },
    transaction: (work) => store.transaction(work),

    watch(resource, namespace, listener, after) {
      const folder = folderOf(definitionOf(resource), namespace);
      const tell = (event: StoreEvent): void => listener(kubeEvent(event));
      try {
        return store.watch(folder, tell, after === undefined ? undefined : Number(after));
      } catch (error) {
        if (error instanceof RevisionGone)
          throw new KubeError("Expired", `too old resource version: ${after} (${store.revision})`);
        throw error;
      }
    },
  };
  return objects;
}

function definitionOf(resource: string): ResourceDefinition {
  const definition = findResource(resource);
  if (definition === undefined) throw new KubeError("NotFound", "the server could not find the requested resource");
  return definition;
}

function present(entry: Stored<KubeObject>): KubeObject {
  return { ...entry.value, metadata: { ...entry.value.metadata, resourceVersion: String(entry.revision) } };
}

function kubeEvent(event: StoreEvent): KubeEvent {
  const entry = event.entry as Stored<KubeObject>;
  if (event.kind === "delete") {
    const object = present({ ...entry, revision: event.revision });
    return { type: "DELETED", object, previous: present(entry) };
  }
  const previous = event.previous === null ? null : present(event.previous as Stored<KubeObject>);
  return { type: previous === null ? "ADDED" : "MODIFIED", object: present(entry), previous };
}
