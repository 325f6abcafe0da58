import type { Controller } from "../../controller.ts";
import type { KubeObject } from "../cluster-objects.ts";
import { EVENT_TTL_MS } from "../events.ts";
import { FOREGROUND } from "../removal.ts";
import { RESOURCES } from "../resources/catalog.ts";
import type { EventObject } from "../types.ts";

/** How often old Events are looked for. */
const SWEEP_EVERY_MS = 300_000;

/** Removes what belonged to something that is gone, and Events past their time. */
export const garbageCollector: Controller = {
  name: "garbage-collector",
  reconcile({ objects, runtime, againAfter }) {
    const kinds = RESOURCES.filter(({ plural }) => plural !== "events");
    const all = kinds.flatMap(({ plural }) => objects.list(plural).map((object) => ({ plural, object })));
    const alive = new Map(all.map(({ object }) => [object.metadata.uid, object]));
    const going = (object: KubeObject): boolean => object.metadata.deletionTimestamp !== undefined;
    const isForeground = (uid: string): boolean => alive.get(uid)?.metadata.finalizers?.includes(FOREGROUND) === true;

    for (const { plural, object } of all) {
      const owners = object.metadata.ownerReferences ?? [];
      if (owners.length === 0 || going(object)) continue;
      if (owners.every(({ uid }) => !alive.has(uid) || isForeground(uid))) {
        // What owns others itself lets them go first, so that the first owner truly is the last to go.
        const propagation =
          plural !== "pods" && owners.some(({ uid }) => isForeground(uid)) ? "Foreground" : "Background";
        objects.remove(plural, object.metadata.namespace ?? null, object.metadata.name, { propagation });
      }
    }
    for (const { plural, object } of all) {
      if (!isForeground(object.metadata.uid) || !going(object)) continue;
      const owns = ({ metadata }: KubeObject): boolean =>
        metadata.ownerReferences?.some(({ uid }) => uid === object.metadata.uid) ?? false;
      const present = objects.get(plural, object.metadata.namespace ?? null, object.metadata.name);
      if (present === undefined || kinds.some((kind) => objects.list(kind.plural).some(owns))) continue;
      const finalizers = (present.metadata.finalizers ?? []).filter((finalizer) => finalizer !== FOREGROUND);
      objects.update(plural, { ...present, metadata: { ...present.metadata, finalizers } });
    }
    const oldest = runtime.now() - EVENT_TTL_MS;
    for (const event of objects.list("events") as readonly EventObject[]) {
      const { namespace, name, creationTimestamp } = event.metadata;
      if (Date.parse(event.lastTimestamp ?? creationTimestamp) < oldest) objects.delete("events", namespace!, name);
    }
    againAfter(SWEEP_EVERY_MS);
  },
};
