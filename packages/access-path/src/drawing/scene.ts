import type { ClusterNode, Pod, Snapshot } from "../snapshot.ts";

/** Who plays which part in the picture, whether the snapshot is made up or real. */
export interface Scene {
  readonly snapshot: Pick<Snapshot, "vpc">;
  /** Where the flow begins; null: at the node itself. */
  readonly podA: Pick<Pod, "uid" | "addresses" | "nodeName"> | null;
  /** Where it ends; null: at a node, or at an address that nobody is known to have. */
  readonly podB: Pick<Pod, "uid" | "addresses" | "nodeName"> | null;
  readonly nodeA: Pick<ClusterNode, "name" | "address">;
  /** The other node, though Pod B may be on node A; null: there is none in this picture. */
  readonly nodeB: Pick<ClusterNode, "name" | "address"> | null;
}

/** The words of the picture, in the reader's language. `{index}` and `{group}` are filled in. */
export interface DrawingWords {
  readonly podA: string;
  readonly podB: string;
  readonly nodeA: string;
  readonly nodeB: string;
  readonly vpc: string;
  readonly sg1: string;
  readonly sg2: string;
  readonly nodeGroup: string;
  readonly eth0: string;
  readonly eth1: string;
  readonly ingress: string;
  readonly egress: string;
  readonly sameGroup: string;
  readonly verdictUnfiltered: string;
  readonly verdictImplicit: string;
  readonly verdictAccept: string;
  readonly verdictDrop: string;
}
