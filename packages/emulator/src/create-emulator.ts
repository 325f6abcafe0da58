import { createAccountLoop, type AccountLoop } from "./account-loop.ts";
import { type AccountRecord, accountsIn } from "./accounts.ts";
import { createCloudApi, notObeyed } from "./cloud/api.ts";
import { auditTrail, kubeWrite, recordCall } from "./cloud/audit.ts";
import { newUuid } from "./cloud/ids.ts";
import { cloudTables } from "./cloud/tables.ts";
import { CONTROLLERS } from "./controllers.ts";
import type { Emulator, EmulatorOptions, Endpoints } from "./emulator.ts";
import type { HttpRequest } from "./http.ts";
import { createHostedClusters } from "./hosted-clusters.ts";
import { createKubeApi } from "./kube/kube-api.ts";
import { KubeError } from "./kube/kube-error.ts";
import { refusal } from "./kube/server/respond.ts";
import { kubeconfigText } from "./kubeconfig.ts";

/** Puts the parts together: accounts in the store, both APIs in front of them, a loop behind each that keeps it true. */
export function createEmulator({ runtime, store, dataPlane }: EmulatorOptions): Emulator {
  const accounts = accountsIn(store, runtime);
  const loops = new Map<string, AccountLoop>();
  const clusters = createHostedClusters({ store, runtime, accounts, dataPlaneOf: (id) => loopOf(id).dataPlane });
  let endpoints: Endpoints | null = null;
  const cloudApi = createCloudApi({ store, runtime, accounts, endpoints: () => endpoints });
  const kubeApi = createKubeApi(clusters, runtime);

  function startLoop(record: AccountRecord): void {
    const { id } = record.account;
    const parts = { record, store, runtime, dataPlane: dataPlane(id), controllers: CONTROLLERS };
    loops.set(id, createAccountLoop({ ...parts, objectsOf: (cluster) => clusters.objectsOf(id, cluster) }));
  }

  function loopOf(accountId: string): AccountLoop {
    const loop = loops.get(accountId);
    if (loop === undefined) throw new TypeError(`there is no account ${accountId}`);
    return loop;
  }

  /** @returns false, and the log says why, when the data plane failed */
  async function filtersObeyed(accountId: string | null, since: number, call: string): Promise<boolean> {
    try {
      if (accountId !== null) await loops.get(accountId)?.filtersObeyed(since);
      return true;
    } catch (error) {
      runtime.log(`${call}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return false;
    }
  }

  /** Of the Kubernetes API the trail keeps what changed something; reads and refusals come by the hundred. */
  function recordWrite(caller: NonNullable<ReturnType<typeof clusters.authenticate>>, request: HttpRequest): void {
    recordCall(store, caller.cluster.accountId, {
      at: runtime.now(),
      requestId: newUuid(runtime),
      action: `kube.${request.method}`,
      version: "",
      principal: caller.user,
      changes: true,
      request: kubeWrite(request),
      answer: null,
      errorCode: null,
    });
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
      clusters.forgetAccount(id);
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
      const before = store.revision;
      const { response, accountId, requestId } = cloudApi(request);
      return (await filtersObeyed(accountId, before, requestId)) ? response : notObeyed(requestId);
    },
    async handleKube(request) {
      const before = store.revision;
      const response = await kubeApi.handle(request);
      if (request.method === "GET" || request.method === "HEAD") return response;
      const token = /^Bearer +(\S+)$/i.exec(request.headers["authorization"] ?? "")?.[1] ?? "";
      const caller = clusters.authenticate(token);
      const accountId = caller?.cluster.accountId ?? null;
      if (caller !== null && response.status < 300) recordWrite(caller, request);
      if (await filtersObeyed(accountId, before, request.path)) return response;
      return refusal(new KubeError("InternalError", "the change is stored, but the data plane failed to follow it"));
    },
    openKubeExec: kubeApi.openExec,
    async close() {
      await Promise.all([...loops.values()].map((loop) => loop.close()));
      loops.clear();
    },
  };
}
