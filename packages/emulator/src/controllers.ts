import type { Controller } from "./controller.ts";
import { KUBE_CONTROLLERS } from "./kube/controllers/index.ts";
import { interfaceController } from "./tke/controllers/interfaces.ts";
import { machineController } from "./tke/controllers/machines.ts";
import { nativeObjectController } from "./tke/controllers/native-objects.ts";
import { nodeController } from "./tke/controllers/nodes.ts";
import { podAddressController } from "./tke/controllers/pod-addresses.ts";
import { securityGroupSync } from "./tke/controllers/security-group-sync.ts";
import { systemWorkloads } from "./tke/controllers/system-workloads.ts";

/** In the order in which one's work is what the next one waits for: a change needs few rounds to be true everywhere. */
export const CONTROLLERS: readonly Controller[] = [
  systemWorkloads,
  machineController,
  nodeController,
  nativeObjectController,
  interfaceController,
  securityGroupSync,
  ...KUBE_CONTROLLERS,
  podAddressController,
];
