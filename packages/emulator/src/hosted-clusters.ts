import type { DataPlane } from "@podpath/access-path";
import type { Accounts } from "./accounts.ts";
import type { ClusterRecord } from "./cloud/records.ts";
import { cloudTables, kubePrefix } from "./cloud/tables.ts";
import type { HostedCluster, KubeHost } from "./kube-host.ts";
import { createKubeObjects, type KubeObjects } from "./kube/kube-objects.ts";
import type { Runtime } from "./runtime.ts";
import type { Store } from "./store/store.ts";
import { systemLog } from "./tke/system-log.ts";

export interface HostedClustersParts {
  readonly store: Store;
  readonly runtime: Runtime;
  readonly accounts: Accounts;
  readonly dataPlaneOf: (accountId: string) => DataPlane;
}

/** The clusters of all accounts, for the API server in front of them and the controllers behind. */
export interface HostedClusters extends KubeHost {
  /** The same object at every call. */
  objectsOf(accountId: string, cluster: ClusterRecord): KubeObjects;
  forgetAccount(accountId: string): void;
}

export function createHostedClusters({ store, runtime, accounts, dataPlaneOf }: HostedClustersParts): HostedClusters {
  const objects = new Map<string, KubeObjects>();

  function objectsOf(accountId: string, { id, serviceCidr }: ClusterRecord): KubeObjects {
    const prefix = kubePrefix(accountId, id);
    const known = objects.get(prefix);
    if (known !== undefined) return known;
    const made = createKubeObjects({ store, prefix, runtime, serviceCidr });
    objects.set(prefix, made);
    return made;
  }

  function hosted(accountId: string, cluster: ClusterRecord): HostedCluster {
    return {
      accountId,
      clusterId: cluster.id,
      prefix: kubePrefix(accountId, cluster.id),
      version: cluster.version,
      objects: objectsOf(accountId, cluster),
      dataPlane: dataPlaneOf(accountId),
      systemLog: (component) => systemLog(store, accountId, cluster.id, component),
    };
  }

  return {
    objectsOf,
    authenticate(token) {
      for (const { account } of accounts.list()) {
        for (const cluster of cloudTables(store, account.id).clusters.list()) {
          if (token === cluster.tokens.learner) return { cluster: hosted(account.id, cluster), user: "learner" };
          if (token === cluster.tokens.grader) return { cluster: hosted(account.id, cluster), user: "grader" };
        }
      }
      return null;
    },
    forgetAccount(accountId) {
      for (const prefix of objects.keys()) if (prefix.startsWith(`${accountId}/`)) objects.delete(prefix);
    },
  };
}
