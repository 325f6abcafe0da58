/** What every Kubernetes object has. Kinds add `spec`, `status`, `data`, …, read through their own types. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
  readonly [field: string]: unknown;
}

export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly deletionGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly OwnerReference[];
  readonly finalizers?: readonly string[];
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** An object on its way in: metadata that the server fills in may be absent. */
export interface NewKubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Partial<ObjectMeta> & { readonly generateName?: string };
  readonly [field: string]: unknown;
}

/**
 * One cluster's objects, as controllers use them: no authentication, but the same defaults, checks and revisions as through
 * the API. `resource` is the plural name (`pods`, `nodeeniconfigs`); namespace is null for cluster-scoped resources.
 * Errors are thrown as the API's own `KubeError` (reason `NotFound`, `AlreadyExists`, `Conflict`, `Invalid`).
 */
export interface ClusterObjects {
  get(resource: string, namespace: string | null, name: string): KubeObject | undefined;
  list(resource: string, namespace?: string | null): readonly KubeObject[];
  create(resource: string, object: NewKubeObject): KubeObject;
  /** Full replacement; refused with `Conflict` if `metadata.resourceVersion` is given and isn't the current one. */
  update(resource: string, object: KubeObject): KubeObject;
  /** Replaces `status` alone. Writes nothing, and answers the current object, when it is already equal. */
  updateStatus(resource: string, namespace: string | null, name: string, status: unknown): KubeObject;
  /** At once, without grace; an object with finalizers is marked instead. */
  delete(resource: string, namespace: string | null, name: string): void;
  /** Adds an Event about an object; a repeated one raises the count of the first. */
  event(
    about: KubeObject,
    event: { type: "Normal" | "Warning"; reason: string; message: string; source: string },
  ): void;
}
