import type { Controller } from "../../controller.ts";
import { daemonSetController } from "./daemon-set.ts";
import { deploymentController } from "./deployment.ts";
import { endpointsController } from "./endpoints.ts";
import { garbageCollector } from "./garbage-collector.ts";
import { kubelet } from "./kubelet.ts";
import { namespaceController } from "./namespaces.ts";
import { replicaSetController } from "./replica-set.ts";
import { scheduler } from "./scheduler.ts";

/** What a cluster runs by itself, in an order in which one pass gets a Deployment's Pods to their nodes. */
export const KUBE_CONTROLLERS: readonly Controller[] = [
  namespaceController,
  deploymentController,
  replicaSetController,
  daemonSetController,
  scheduler,
  kubelet,
  endpointsController,
  garbageCollector,
];
