import type { RuleRef } from "./finding.ts";
import type { Address, Direction, Snapshot } from "./snapshot.ts";

/** A rule by its place, with its text. */
export interface QuotedRule extends RuleRef {
  readonly text: string;
}

/** Why a hop, or a flow, ended as it did. Codes are stable, parameters are plain JSON; `sentence` puts them into words. */
export type Reason =
  | { readonly code: "delivered"; readonly destination: Address }
  /** Source and destination are on one node: no interface, so no group, is met. */
  | { readonly code: "same-node"; readonly nodeName: string }
  | {
      readonly code: "accepted-by-rule";
      readonly eniId: string;
      readonly direction: Direction;
      readonly by: QuotedRule;
    }
  /** No group is bound to the interface. */
  | {
      readonly code: "unfiltered";
      readonly eniId: string;
      readonly direction: Direction;
      readonly feature: Snapshot["eniSecurityGroups"];
    }
  | { readonly code: "dropped-by-rule"; readonly eniId: string; readonly direction: Direction; readonly by: QuotedRule }
  /** The rule that drops stands above one that would accept. */
  | {
      readonly code: "dropped-above-accept";
      readonly eniId: string;
      readonly direction: Direction;
      readonly by: QuotedRule;
      readonly below: QuotedRule;
    }
  /** The bound groups have no rule at all in this direction. */
  | {
      readonly code: "no-rules";
      readonly eniId: string;
      readonly direction: Direction;
      readonly groupIds: readonly string[];
    }
  /** None of the rules matches. */
  | {
      readonly code: "no-match";
      readonly eniId: string;
      readonly direction: Direction;
      readonly groupIds: readonly string[];
      readonly ruleCount: number;
    }
  | {
      readonly code: "not-listening";
      readonly pod: string;
      readonly service: string;
      /** What the Pod's containers declare, e.g. `tcp 80`. */
      readonly listening: readonly string[];
    }
  | { readonly code: "address-unknown"; readonly address: Address }
  /** An interface of the node holds the address, but no Pod has it. */
  | { readonly code: "address-spare"; readonly address: Address; readonly nodeName: string }
  | { readonly code: "mixed-families"; readonly source: Address; readonly destination: Address };

/** An accepting rule that nearly fits a flow which nothing accepted: what its author probably meant. */
export type NearMiss =
  /** One thing differs. */
  | { readonly code: "peer-differs" | "protocol-differs" | "port-differs"; readonly rule: QuotedRule }
  /** Its peer holds the address of the Pod's node; a Pod keeps its own address inside a VPC (docs/facts.md#no-snat). */
  | {
      readonly code: "peer-is-node";
      readonly rule: QuotedRule;
      readonly nodeAddress: Address;
      readonly podAddress: Address;
    }
  /** It stands in the bound group's other direction. */
  | { readonly code: "other-direction"; readonly rule: QuotedRule; readonly direction: Direction }
  /** Its group is bound to another interface of the same node. */
  | { readonly code: "other-interface"; readonly rule: QuotedRule; readonly eniId: string };
