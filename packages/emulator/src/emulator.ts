import type { Cidr, DataPlane, Snapshot } from "@podpath/access-path";
import type { AuditRecord } from "./cloud/audit.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { OpenExec } from "./kube/server/exec.ts";
import type { Runtime } from "./runtime.ts";
import type { Store } from "./store/store.ts";

export interface Credentials {
  readonly secretId: string;
  readonly secretKey: string;
}

/** What an account is made from. Everything that isn't given is chosen from `runtime.randomBytes`. */
export interface AccountSpec {
  /** Chosen by the caller: `[a-z0-9-]{1,32}`. */
  readonly id: string;
  readonly region: string;
  /**
   * Addresses to hand out first, per subnet block and in this order, before any free one: what makes a drill's addresses
   * the same for everybody. A real VPC chooses its own.
   */
  readonly addressPlan: Readonly<Record<Cidr, { readonly nodes: readonly string[]; readonly pods: readonly string[] }>>;
}

export interface Account {
  readonly id: string;
  /** 12 digits. */
  readonly uin: string;
  readonly appId: number;
  readonly region: string;
  /** Full access: the learner's own. */
  readonly learner: Credentials;
  /** Read only, refused every change with `UnauthorizedOperation`: the grader's. */
  readonly grader: Credentials;
}

/** Where clients reach the servers; needed for the kubeconfig that the cloud API hands out. */
export interface Endpoints {
  /** `http://127.0.0.1:PORT` */
  readonly cloudUrl: string;
  /** `https://127.0.0.1:PORT` */
  readonly kubeUrl: string;
  readonly kubeCaPem: string;
}

export interface EmulatorOptions {
  readonly runtime: Runtime;
  readonly store: Store;
  /** Called once an account, also for those found in the store. */
  readonly dataPlane: (accountId: string) => DataPlane;
}

/**
 * Accounts with their cloud and their clusters. A call that changes security-group rules or bindings is answered after the
 * data plane obeys; other changes are answered when committed, and controllers make them true soon after.
 */
export interface Emulator {
  createAccount(spec: AccountSpec): Account;
  accounts(): readonly Account[];
  /** Removes all of an account, its data plane included. */
  removeAccount(id: string): Promise<void>;
  snapshot(accountId: string): Snapshot;
  dataPlane(accountId: string): DataPlane;
  /** Resolves when controllers have nothing left to do and the data plane obeys the newest snapshot. */
  settled(accountId: string): Promise<void>;
  /** Every accepted call of the cloud API, and every write to the Kubernetes API, that is still kept, oldest first. */
  auditTrail(accountId: string): readonly AuditRecord[];
  /** A value that outlives restarts: made at the first call with this name, kept in the store from then on. */
  readonly kept: <T>(name: string, make: () => T) => T;
  setEndpoints(endpoints: Endpoints): void;
  /** kubeconfig (YAML) of a cluster; `grader` may only read and exec. */
  kubeconfig(accountId: string, clusterId: string, user: "learner" | "grader"): string;
  readonly handleCloud: (request: HttpRequest) => Promise<HttpResponse>;
  readonly handleKube: (request: HttpRequest) => Promise<HttpResponse>;
  /** For a request of the Kubernetes API whose connection becomes streams: `pods/<name>/exec`. */
  readonly openKubeExec: OpenExec;
  /** Stops controllers and data planes; the store stays as it is and is closed by whoever opened it. */
  close(): Promise<void>;
}
