import type { Text } from "@podpath/scenarios";

/** How a drill is built on the real cloud: the typed configuration of the program, checked once by `parseDeployment`. */
export interface Deployment {
  /** Six characters of `a-z0-9`: in every name and tag, so that labs share an account. */
  readonly labId: string;
  readonly owner: string;
  /** `2026-11-23T12:00:00Z` */
  readonly expiresAt: string;
  readonly region: string;
  readonly shape: DisposableShape | ExistingShape;
  /** Instead of the scenario's, where that is sold out; null: the scenario's. */
  readonly instanceType: string | null;
  /** SSH keys for the nodes, `skey-…`; empty: no login. */
  readonly keyIds: readonly string[];
}

/** Everything from nothing; gone afterwards. */
export interface DisposableShape {
  readonly kind: "disposable";
  /** Two of the region's, the nodes' own first. */
  readonly zones: readonly [string, string];
  readonly vpcCidr: string;
  /** Who may reach the API server from the internet: the caller's own address. */
  readonly callerCidr: string;
}

/** A node pool and groups in somebody's cluster and subnet, as in the playbook. */
export interface ExistingShape {
  readonly kind: "existing";
  readonly clusterId: string;
  readonly vpcId: string;
  readonly subnetId: string;
}

/** What is wrong with a configuration: the field, and what it should look like. */
export class DeploymentError extends Error {
  override readonly name = "DeploymentError";
  readonly field: string;
  readonly text: Text;

  constructor(field: string, text: Text) {
    super(text.en);
    this.field = field;
    this.text = text;
  }
}
