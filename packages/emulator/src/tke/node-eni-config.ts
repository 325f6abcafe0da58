import type { MachineRecord } from "../cloud/records.ts";
import type { ControllerContext } from "../controller.ts";
import type { KubeObject } from "../kube/cluster-objects.ts";
import { secondaryEnis } from "./enis.ts";

/** docs/facts.md#vpc-cni-crds */
export const NETWORKING_API = "networking.tke.cloud.tencent.com/v1";

/** One a node, named as the node: what ipamd wants of that node's secondary interfaces. */
export interface NodeEniConfig extends KubeObject {
  readonly spec: {
    readonly maxRouteENI?: number;
    readonly maxIPPerENI?: number;
    readonly subnetCIDR?: string;
    readonly instanceID?: string;
    /** Bound to each of the node's secondary interfaces, in this order. Edited by people too, with effect at once. */
    readonly securityGroups?: readonly string[];
  };
  readonly status?: {
    readonly enis?: readonly EniStatus[];
    /** Why ipamd could not bind what `spec` asks for. */
    readonly message?: string;
  };
}

export interface EniStatus {
  readonly eniID: string;
  readonly subnetID: string;
  /** Addresses for Pods that are taken. */
  readonly ips: number;
  /** What ipamd bound last; absent: it manages no groups of this interface. */
  readonly securityGroups?: readonly string[];
}

export function nodeEniConfig(name: string, { objects }: ControllerContext): NodeEniConfig | undefined {
  return objects.get("nodeeniconfigs", null, name) as NodeEniConfig | undefined;
}

/** @param bound what is bound now, where that has changed; null: no longer managed */
export function eniStatuses(
  machine: MachineRecord,
  config: NodeEniConfig | undefined,
  { cloud }: ControllerContext,
  bound: ReadonlyMap<string, readonly string[] | null> = new Map(),
): readonly EniStatus[] {
  return secondaryEnis(machine.instanceId, cloud).map((eni) => {
    const before = config?.status?.enis?.find(({ eniID }) => eniID === eni.id)?.securityGroups ?? null;
    const groups = bound.has(eni.id) ? bound.get(eni.id)! : before;
    return {
      eniID: eni.id,
      subnetID: eni.subnetId,
      ips: eni.addresses.length - 1,
      ...(groups === null ? {} : { securityGroups: groups }),
    };
  });
}
