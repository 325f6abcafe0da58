import type { RuleCounter, SeenFlow, Snapshot } from "@podpath/access-path";
import type { NetnsProbe } from "@podpath/dataplane/netns";
import type { Account, AccountSpec, AuditRecord } from "@podpath/emulator";

/** Raised with every change that an older command line could not speak; a differing supervisor is replaced. */
export const PROTOCOL_VERSION = 3;

/** Written to `.lab/supervisor.json` once it answers. The token is what makes the control API the owner's alone. */
export interface SupervisorRecord {
  readonly protocol: number;
  readonly pid: number;
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  readonly token: string;
  readonly startedAt: string;
}

/** What was asked for: `--dataplane`. */
export type DataPlaneAsked = "auto" | "kernel" | "simulated";

export function isDataPlaneChoice(word: unknown): word is DataPlaneAsked {
  return word === "auto" || word === "kernel" || word === "simulated";
}

/** What carries the lab's packets; of a simulation, why, as a code and as the programs said it. */
export interface DataPlaneState {
  readonly kind: "kernel" | "simulated";
  readonly why: SimulationReason | null;
  readonly detail?: string | null;
}

export type SimulationReason = "asked" | Exclude<NetnsProbe, { ok: true }>["reason"];

export interface Hello {
  readonly product: "podpath";
  readonly protocol: number;
  readonly pid: number;
  readonly startedAt: string;
  readonly dataPlane: DataPlaneState;
  /** Where the guide is served; null while it hasn't been built. */
  readonly page: string | null;
  readonly residentBytes: number;
}

export interface AccountInfo {
  readonly account: Account;
  readonly cloudUrl: string;
  readonly kubeUrl: string;
}

/**
 * The control API, JSON over loopback HTTP, `Authorization: Bearer <token>`. `:id` is an account's.
 *
 *     GET    /api/hello                    Hello
 *     PUT    /api/accounts                 AccountSpec → AccountInfo; one that exists is answered as it is
 *     GET    /api/accounts/:id             AccountInfo, 404
 *     DELETE /api/accounts/:id             everything of it is gone
 *     GET    /api/accounts/:id/snapshot    Snapshot; `?settled` waits until the data plane obeys it
 *     GET    /api/accounts/:id/counters    RuleCounter[]
 *     GET    /api/accounts/:id/flows       SeenFlow[]; null: nobody watches, or too many to remember
 *     GET    /api/accounts/:id/audit       AuditRecord[], oldest first
 *     GET    /api/accounts/:id/kubeconfig  ?cluster=cls-…&user=learner|grader, YAML
 *     GET    /api/accounts/:id/nodes/:name/exec   WebSocket, Kubernetes' v5 exec protocol
 *     POST   /api/stop                     answers, then ends
 */
export interface ControlClient {
  hello(): Promise<Hello>;
  putAccount(spec: AccountSpec): Promise<AccountInfo>;
  account(id: string): Promise<AccountInfo | null>;
  removeAccount(id: string): Promise<void>;
  snapshot(id: string): Promise<Snapshot>;
  counters(id: string): Promise<readonly RuleCounter[]>;
  flows(id: string): Promise<readonly SeenFlow[] | null>;
  audit(id: string): Promise<readonly AuditRecord[]>;
  kubeconfig(id: string, cluster: string, user: "learner" | "grader"): Promise<string>;
  nodeExecUrl(id: string, node: string, command: readonly string[], tty: boolean, stdin: boolean): string;
  readonly headers: Record<string, string>;
  stop(): Promise<void>;
}
