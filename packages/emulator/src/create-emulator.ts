import { createAccountLoop, type AccountLoop } from "./account-loop.ts";
import { type AccountRecord, accountsIn } from "./accounts.ts";
import { createCloudApi } from "./cloud/api.ts";
import { auditTrail } from "./cloud/audit.ts";
import type { ClusterRecord } from "./cloud/records.ts";
import { cloudTables, kubePrefix } from "./cloud/tables.ts";
import { CONTROLLERS } from "./controllers.ts";
import type { Emulator, EmulatorOptions, Endpoints } from "./emulator.ts";
import type { HostedCluster, KubeHost } from "./kube-host.ts";
import { createKubeApi } from "./kube/kube-api.ts";
import { createKubeObjects, type KubeObjects } from "./kube/kube-objects.ts";
import { kubeconfigText } from "./kubeconfig.ts";
import { systemLog } from "./tke/system-log.ts";

/** Puts the parts together: accounts in the store, both APIs in front of them, a loop behind each that keeps it true. */
export function createEmulator({ runtime, store, dataPlane }: EmulatorOptions): Emulator {
  const accounts = accountsIn(store, runtime);
  const loops = new Map<string, AccountLoop>();
  const objects = new Map<string, KubeObjects>();
  let endpoints: Endpoints | null = null;
  const cloudApi = createCloudApi({ store, runtime, accounts, endpoints: () => endpoints });
  const kubeApi = createKubeApi(kubeHost(), runtime);

  function objectsOf(accountId: string, { id, serviceCidr }: ClusterRecord): KubeObjects {
    const prefix = kubePrefix(accountId, id);
    const known = objects.get(prefix);
    if (known !== undefined) return known;
    const made = createKubeObjects({ store, prefix, runtime, serviceCidr });
    objects.set(prefix, made);
    return made;
  }

  function startLoop(record: AccountRecord): void {
    const { id } = record.account;
    const parts = { record, store, runtime, dataPlane: dataPlane(id), controllers: CONTROLLERS };
    loops.set(id, createAccountLoop({ ...parts, objectsOf: (cluster) => objectsOf(id, cluster) }));
  }

  function loopOf(accountId: string): AccountLoop {
    const loop = loops.get(accountId);
    if (loop === undefined) throw new TypeError(`there is no account ${accountId}`);
    return loop;
  }

  function kubeHost(): KubeHost {
    return {
      authenticate(token) {
        for (const { account } of accounts.list()) {
          for (const cluster of cloudTables(store, account.id).clusters.list()) {
            const user = userOf(cluster, token);
            if (user !== null) return { cluster: hosted(account.id, cluster), user };
          }
        }
        return null;
      },
    };
  }

  function hosted(accountId: string, cluster: ClusterRecord): HostedCluster {
    return {
      accountId,
      clusterId: cluster.id,
      prefix: kubePrefix(accountId, cluster.id),
      version: cluster.version,
      objects: objectsOf(accountId, cluster),
      dataPlane: loopOf(accountId).dataPlane,
      systemLog: (component) => systemLog(store, accountId, cluster.id, component),
    };
  }

  for (const record of accounts.list()) startLoop(record);

  return {
    createAccount(spec) {
      const record = accounts.create(spec);
      startLoop(record);
      return record.account;
    },
    accounts: () => accounts.list().map(({ account }) => account),
    async removeAccount(id) {
      await loops.get(id)?.close();
      loops.delete(id);
      for (const prefix of objects.keys()) if (prefix.startsWith(`${id}/`)) objects.delete(prefix);
      accounts.remove(id);
    },
    snapshot: (accountId) => loopOf(accountId).snapshot(),
    dataPlane: (accountId) => loopOf(accountId).dataPlane,
    settled: (accountId) => loopOf(accountId).settled(),
    auditTrail: (accountId) => auditTrail(store, accountId),
    kept<T>(name: string, make: () => T): T {
      const key = `~kept/${name}`;
      return store.get<T>(key)?.value ?? store.put(key, make()).value;
    },
    setEndpoints(given) {
      endpoints = given;
    },
    kubeconfig(accountId, clusterId, user) {
      const cluster = cloudTables(store, accountId).clusters.get(clusterId);
      if (cluster === undefined) throw new TypeError(`the account ${accountId} has no cluster ${clusterId}`);
      return kubeconfigText(endpoints, cluster, user);
    },
    async handleCloud(request) {
      const { response, accountId } = cloudApi(request);
      if (accountId !== null) await loops.get(accountId)?.filtersObeyed();
      return response;
    },
    async handleKube(request) {
      const response = await kubeApi.handle(request);
      const changes = request.method !== "GET" && request.method !== "HEAD";
      const token = /^Bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1];
      const session = changes && token !== undefined ? kubeHost().authenticate(token) : null;
      if (session !== null) await loops.get(session.cluster.accountId)?.filtersObeyed();
      return response;
    },
    openKubeExec: kubeApi.openExec,
    async close() {
      await Promise.all([...loops.values()].map((loop) => loop.close()));
      loops.clear();
    },
  };
}

function userOf(cluster: ClusterRecord, token: string): "learner" | "grader" | null {
  if (token === cluster.tokens.learner) return "learner";
  return token === cluster.tokens.grader ? "grader" : null;
}
