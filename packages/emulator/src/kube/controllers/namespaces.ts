import type { Controller } from "../../controller.ts";
import { RESOURCES } from "../resources/catalog.ts";

/** Gives each namespace its service account, and empties and removes those that are to be deleted. */
export const namespaceController: Controller = {
  name: "namespace-controller",
  reconcile({ objects }) {
    for (const namespace of objects.list("namespaces")) {
      const { name, deletionTimestamp } = namespace.metadata;
      if (deletionTimestamp === undefined) {
        if (objects.get("serviceaccounts", name, "default") !== undefined) continue;
        objects.create("serviceaccounts", {
          apiVersion: "v1",
          kind: "ServiceAccount",
          metadata: { name: "default", namespace: name },
        });
        continue;
      }
      let left = 0;
      for (const { plural } of RESOURCES.filter((definition) => definition.namespaced)) {
        for (const object of objects.list(plural, name)) {
          if (object.metadata.deletionTimestamp === undefined) objects.remove(plural, name, object.metadata.name);
        }
        left += objects.list(plural, name).length;
      }
      if (left === 0) objects.delete("namespaces", null, name);
    }
  },
};
