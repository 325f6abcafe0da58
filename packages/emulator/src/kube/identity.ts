import type { Runtime } from "../runtime.ts";
import type { KubeObject, NewKubeObject, ObjectMeta } from "./cluster-objects.ts";
import { conflict } from "./kube-error.ts";
import { randomName, uuid } from "./random.ts";
import type { ResourceDefinition } from "./resources/definition.ts";
import { stamp } from "./stamp.ts";
import type { ServiceObject } from "./types.ts";

/** Characters that end a generated name. @source k8s.io/apiserver/pkg/storage/names */
const GENERATED_LETTERS = 5;

/** What the server alone decides, whatever a client sends. */
function withoutServerFields(metadata: NewKubeObject["metadata"]): NewKubeObject["metadata"] {
  const {
    resourceVersion: _version,
    deletionTimestamp: _deleted,
    deletionGracePeriodSeconds: _grace,
    generation: _generation,
    managedFields: _fields,
    selfLink: _link,
    ...rest
  } = metadata as NewKubeObject["metadata"] & { readonly managedFields?: unknown; readonly selfLink?: unknown };
  return rest;
}

/** Gives a new object its name, uid and time of birth. */
export function withIdentity(
  object: NewKubeObject,
  definition: ResourceDefinition,
  runtime: Pick<Runtime, "now" | "randomBytes">,
): KubeObject {
  const { namespace, generateName, ...given } = withoutServerFields(object.metadata);
  const made = generateName === undefined ? "" : generateName + randomName(GENERATED_LETTERS, runtime.randomBytes);
  return {
    ...object,
    metadata: {
      ...given,
      ...(definition.namespaced && namespace !== undefined ? { namespace } : {}),
      ...(generateName === undefined ? {} : { generateName }),
      name: given.name ?? made,
      uid: uuid(runtime.randomBytes),
      ...(definition.hasGeneration ? { generation: 1 } : {}),
      creationTimestamp: stamp(runtime.now()),
      resourceVersion: "",
    },
  };
}

/** What an update can't change: who the object is, when it came, whether it goes; and its status, which has its own way. */
export function keepIdentity(object: KubeObject, old: KubeObject, definition: ResourceDefinition): KubeObject {
  const { uid, creationTimestamp, generation, deletionTimestamp, deletionGracePeriodSeconds, resourceVersion } =
    old.metadata;
  const { status, ...rest } = object;
  const kept = definition.hasStatus ? old["status"] : status;
  const metadata: ObjectMeta = {
    ...(withoutServerFields(object.metadata) as ObjectMeta),
    uid,
    creationTimestamp,
    resourceVersion,
    ...(generation === undefined ? {} : { generation }),
    ...(deletionTimestamp === undefined ? {} : { deletionTimestamp }),
    ...(deletionGracePeriodSeconds === undefined ? {} : { deletionGracePeriodSeconds }),
  };
  return keepAddresses({ ...rest, metadata, ...(kept === undefined ? {} : { status: kept }) }, old);
}

/** A Service keeps its cluster address when a replacement leaves it out. */
function keepAddresses(object: KubeObject, old: KubeObject): KubeObject {
  if (old.kind !== "Service") return object;
  const { spec } = object as ServiceObject;
  const { clusterIP, clusterIPs, type } = (old as ServiceObject).spec;
  if (clusterIP === undefined || type === "ExternalName" || spec?.clusterIP !== undefined) return object;
  return { ...object, spec: { ...spec, clusterIP, ...(clusterIPs === undefined ? {} : { clusterIPs }) } };
}

/** An object that was to be deleted and that nothing holds back any more; a Namespace waits for its content. */
export function isReleased({ kind, metadata }: KubeObject): boolean {
  if (kind === "Namespace") return false;
  const graceOver = (metadata.deletionGracePeriodSeconds ?? 0) === 0;
  return metadata.deletionTimestamp !== undefined && graceOver && (metadata.finalizers ?? []).length === 0;
}

/**
 * @param expected what the client believes to be there; absent parts are not compared
 * @throws KubeError Conflict
 */
export function requireCurrent(
  definition: ResourceDefinition,
  expected: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined },
  { metadata }: KubeObject,
): void {
  const { uid, resourceVersion } = expected;
  if (uid !== undefined && uid !== "" && uid !== metadata.uid) {
    const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`;
    throw conflict(definition, metadata.name, why);
  }
  if (resourceVersion !== undefined && resourceVersion !== "" && resourceVersion !== metadata.resourceVersion) {
    const why = "the object has been modified; please apply your changes to the latest version and try again";
    throw conflict(definition, metadata.name, why);
  }
}
