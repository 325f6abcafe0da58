import type { Refusal } from "./answers.ts";

/** Something that the snapshot does not show: whoever reads it must not take its absence for "nothing there". */
export type Gap =
  /** A call was refused; `sees` says what is therefore not in the snapshot. */
  | { readonly kind: "refused"; readonly refusal: Refusal }
  /** The add-on's switch could not be read. */
  | { readonly kind: "feature-unknown" }
  /** Not VPC-CNI with shared interfaces: what is modelled may not be how its packets go. */
  | { readonly kind: "mode"; readonly networkType: string; readonly vpcCniType: string }
  /** No interface of the VPC has this node's address: a super node, an edge node, or another account's. */
  | { readonly kind: "node-without-interface"; readonly node: string; readonly address: string | null }
  /** The Pod's address is on no node's interface: Global Router, a super node, or an exclusive interface elsewhere. */
  | {
      readonly kind: "pod-without-interface";
      readonly namespace: string;
      readonly pod: string;
      readonly address: string;
    }
  /** A group is bound or named by a rule, and its own rules are not in the snapshot. */
  | { readonly kind: "group-unread"; readonly id: string }
  /** A rule that our notation can't hold; the group is left out, since half a list would decide wrongly. */
  | { readonly kind: "group-unreadable"; readonly id: string; readonly reason: string }
  /** A member of a template that can't be read: the template may hold more than is shown. */
  | { readonly kind: "template-member"; readonly id: string; readonly member: string };
