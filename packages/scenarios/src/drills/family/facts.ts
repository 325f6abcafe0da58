import type { Cidr } from "@podpath/access-path";
import type { GroupSpec, RuleText } from "../../scenario.ts";

/** One of the two Deployments of a drill. */
export interface App {
  readonly deployment: string;
  /** Value of its Pods' label `app`. */
  readonly label: string;
  readonly container: string;
  readonly image: string;
  /** Settings, where the image takes them from there. */
  readonly env: Readonly<Record<string, string>>;
  /** What it declares, and listens on. */
  readonly listens: number;
}

/** Where a node pool's machines and Pods live. */
export interface Place {
  readonly subnet: { readonly key: string; readonly name: string; readonly zone: string; readonly cidr: Cidr };
  /** Handed out first. */
  readonly nodes: readonly string[];
  readonly pods: readonly string[];
}

/** What one drill of the family has of its own: everything else is the same story. */
export interface Facts {
  readonly vpc: { readonly name: string; readonly cidr: Cidr };
  readonly cluster: string;
  /** A asks. */
  readonly a: App;
  /** B answers. */
  readonly b: App;
  /** The port that A asks for. */
  readonly port: number;
  readonly poolLabel: readonly [string, string];
  /** One place: one pool, and so one group for both. Two: a pool and a group each. */
  readonly places: readonly [Place] | readonly [Place, Place];
  /** Names of the groups, one a place. */
  readonly groupNames: readonly [string] | readonly [string, string];
  /** The rules of the group that is to blame, in the direction of the fault. */
  readonly faulty: readonly RuleText[];
  /** Does a rule of them drop the flow, rather than the implicit end? The fix must stand above it then. */
  readonly dropsByRule: boolean;
  /** Must the fix outlive the address of the Pod at the far end? */
  readonly lasting: boolean;
  /** Groups that nothing is bound to. */
  readonly decoys: readonly GroupSpec[];
}
