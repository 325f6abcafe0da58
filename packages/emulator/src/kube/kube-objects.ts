import type { Runtime } from "../runtime.ts";
import type { Store } from "../store/store.ts";
import { admit, complete, wantsOther } from "./admission.ts";
import { type AppliedStore, appliedIn } from "./applied.ts";
import type { ClusterObjects, KubeObject, ObjectMeta } from "./cluster-objects.ts";
import { recordEvent } from "./events.ts";
import { isReleased, keepIdentity, requireCurrent, withIdentity } from "./identity.ts";
import { alreadyExists, KubeError, notFound } from "./kube-error.ts";
import { createObjectStore, type KubeEvent } from "./object-store.ts";
import { randomNumber } from "./random.ts";
import { marked, orphan, removal, requireRemovable, type RemoveOptions } from "./removal.ts";
import { findResource } from "./resources/catalog.ts";
import type { ResourceDefinition } from "./resources/definition.ts";
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

/** A cluster's objects, for controllers and for the API server in front of them. */
export interface KubeObjects extends ClusterObjects {
  /** Revision of the newest write: the `resourceVersion` of lists. */
  readonly revision: string;
  /** Block that Services get their addresses from; the API's own has the first. */
  readonly serviceCidr: string;
  /** What managers applied from the server's side. */
  readonly applied: AppliedStore;
  /** Removes as the API does: a Pod gets its grace period, finalizers are waited for, the owned are dealt with. */
  remove(resource: string, namespace: string | null, name: string, options?: RemoveOptions): KubeObject;
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
const POD_LIMIT = 200;

/** Carries a rehearsal's answer out of the transaction that it undoes. */
class Undone extends Error {
  readonly answer: unknown;
  constructor(answer: unknown) {
    super("undone on purpose");
    this.answer = answer;
  }
}

export function createKubeObjects({ store, prefix, runtime, serviceCidr }: KubeObjectsOptions): KubeObjects {
  const stored = createObjectStore(store, prefix);
  const applied = appliedIn(store, prefix);

  function erase(definition: ResourceDefinition, object: KubeObject): void {
    stored.erase(definition, object);
    applied.forget(definition.plural, object.metadata);
  }

  function withAddresses(definition: ResourceDefinition, object: KubeObject): KubeObject {
    if (definition.plural !== "services") return object;
    const taken = stored.list(definition, null) as readonly ServiceObject[];
    const random = (limit: number): number => randomNumber(limit, runtime.randomBytes);
    return allocateService(object as ServiceObject, { cidr: serviceCidr, taken, random });
  }

  /** @throws KubeError NotFound, Forbidden */
  function requireHome(definition: ResourceDefinition, { namespace = "", name }: ObjectMeta): void {
    if (!definition.namespaced) return;
    const home = stored.read(definitionOf("namespaces"), null, namespace);
    if (home === undefined) throw notFound(definitionOf("namespaces"), namespace);
    if (home.metadata.deletionTimestamp === undefined) return;
    const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
    throw new KubeError("Forbidden", `${definition.plural} "${name}" is forbidden: ${why}`);
  }

  /** @throws KubeError Forbidden, in the words of a quota */
  function requireRoom(definition: ResourceDefinition, { name }: ObjectMeta): void {
    if (definition.plural !== "pods" || stored.count(definition) < POD_LIMIT) return;
    const quota = `exceeded quota: podpath-lab, requested: pods=1, used: pods=${POD_LIMIT}, limited: pods=${POD_LIMIT}`;
    throw new KubeError("Forbidden", `pods "${name}" is forbidden: ${quota}`);
  }

  const objects: KubeObjects = {
    serviceCidr,
    applied,
    get revision() {
      return String(store.revision);
    },
    get: (resource, namespace, name) => stored.read(definitionOf(resource), namespace, name),
    list: (resource, namespace) => stored.list(definitionOf(resource), namespace),

    create(resource, given) {
      const definition = definitionOf(resource);
      const object = withIdentity(admit(given, definition), definition, runtime);
      const { namespace, name } = object.metadata;
      return store.transaction(() => {
        requireHome(definition, object.metadata);
        requireRoom(definition, object.metadata);
        if (stored.read(definition, namespace, name) !== undefined) throw alreadyExists(definition, name);
        return stored.write(definition, withAddresses(definition, complete(object, undefined, definition)), undefined);
      });
    },

    update(resource, given) {
      const definition = definitionOf(resource);
      const admitted = admit(given, definition) as KubeObject;
      return store.transaction(() => {
        const old = stored.need(definition, admitted.metadata.namespace, admitted.metadata.name);
        requireCurrent(definition, admitted.metadata, old);
        const next = withAddresses(definition, complete(keepIdentity(admitted, old, definition), old, definition));
        const counted = definition.hasGeneration && wantsOther(next, old) ? nextGeneration(next) : next;
        if (!isReleased(counted)) return stored.write(definition, counted, old);
        erase(definition, counted);
        return counted;
      });
    },

    updateStatus(resource, namespace, name, status) {
      const definition = definitionOf(resource);
      return store.transaction(() => {
        const old = stored.need(definition, namespace, name);
        return stored.write(definition, admit({ ...old, status }, definition) as KubeObject, old);
      });
    },

    delete(resource, namespace, name) {
      const definition = definitionOf(resource);
      store.transaction(() => {
        const old = stored.need(definition, namespace, name);
        if ((old.metadata.finalizers ?? []).length === 0) erase(definition, old);
        else stored.write(definition, marked(old, 0, runtime.now()), old);
      });
    },

    remove(resource, namespace, name, options = {}) {
      const definition = definitionOf(resource);
      return store.transaction(() => {
        const old = stored.need(definition, namespace, name);
        requireCurrent(definition, options, old);
        requireRemovable(definition, old);
        if (options.propagation === "Orphan") orphan(objects, old);
        const left = removal(old, definition, options, runtime.now());
        if (left !== null) return stored.write(definition, left, old);
        erase(definition, old);
        return old;
      });
    },

    event(about, event) {
      const { namespace = "default" } = about.metadata;
      const home = objects.get("namespaces", null, namespace);
      if (home === undefined || home.metadata.deletionTimestamp !== undefined) return; // nobody is left to read it
      const earlier = stored.list(definitionOf("events"), namespace, `${about.metadata.name}.`);
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
    watch: (resource, namespace, listener, after) => stored.follow(definitionOf(resource), namespace, listener, after),
  };
  return objects;
}

function nextGeneration(object: KubeObject): KubeObject {
  const { generation = 0 } = object.metadata;
  return { ...object, metadata: { ...object.metadata, generation: generation + 1 } };
}

/** @throws KubeError NotFound */
function definitionOf(resource: string): ResourceDefinition {
  const definition = findResource(resource);
  if (definition === undefined) throw new KubeError("NotFound", "the server could not find the requested resource");
  return definition;
}
