import type { KubeObject, OwnerReference } from "../cluster-objects.ts";

export function controllerReference(owner: KubeObject): OwnerReference {
  const { name, uid } = owner.metadata;
  return { apiVersion: owner.apiVersion, kind: owner.kind, name, uid, controller: true, blockOwnerDeletion: true };
}

/** Uid of the object that manages this one. */
export function controllerUid({ metadata }: KubeObject): string | undefined {
  return metadata.ownerReferences?.find((owner) => owner.controller === true)?.uid;
}

export function ownedBy(owner: KubeObject): (object: KubeObject) => boolean {
  return (object) => controllerUid(object) === owner.metadata.uid;
}
