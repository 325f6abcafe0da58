import type { BoxSet, Witness } from "./box.ts";
import type { Cidr } from "./snapshot.ts";

/** A rule by its place: the group and the index in its list. */
export interface RuleRef {
  readonly groupId: string;
  readonly rule: number;
}

/** Something about a rule that its author would want to know, with a flow that shows it. Codes are stable. */
export type Finding =
  /** Decides no flow, and a rule of the other action takes some of its flows: it doesn't do what it says. */
  | {
      readonly code: "shadowed";
      readonly at: RuleRef;
      /** Rules above it that together take all of its flows, one of the other action among them. */
      readonly by: readonly RuleRef[];
      /** No smaller choice does so too. (Not proved only for lists far longer than the cloud allows.) */
      readonly smallest: boolean;
      /** A flow of the rule that is decided otherwise. */
      readonly witness: Witness;
    }
  /** Without it every flow is treated as with it. All redundant rules of a list can also go together. */
  | {
      readonly code: "redundant";
      readonly at: RuleRef;
      /** Rules that take its flows: those above it, or those below that would; empty: the implicit drop would. */
      readonly by: readonly RuleRef[];
      /** A flow of the rule. */
      readonly witness: Witness;
    }
  /** It and rules above it, of the other action, match flows in common, and neither is an exception to the other: the order alone decides. */
  | {
      readonly code: "order-decides";
      readonly at: RuleRef;
      readonly by: readonly RuleRef[];
      /** A flow that the first of `by` takes from it. */
      readonly witness: Witness;
    }
  /** The cloud stores `0.0.0.0/n` as `0.0.0.0/0`: the rule matches everybody. */
  | {
      readonly code: "zero-prefix";
      readonly at: RuleRef;
      readonly written: Cidr;
      /** A flow outside the block as written. */
      readonly witness: Witness;
    }
  /** Its group has no interface, or its template is empty or unknown. No flow can show it. */
  | {
      readonly code: "matches-nothing";
      readonly at: RuleRef;
      readonly name: string;
      readonly witness: null;
    }
  /** Lets by more than is wanted. */
  | {
      readonly code: "over-permissive";
      /** null: nothing filters the interface. */
      readonly at: RuleRef | null;
      readonly excess: BoxSet;
      readonly witness: Witness;
    };
