import type { Cidr, Direction } from "@podpath/access-path";
import type { Step } from "./step.ts";
import type { Text } from "./text.ts";

/** A rule in the one notation of access-path, as a learner would type it: `accept tcp 10.0.35.23/32 80`. */
export type RuleText = string;

export interface GroupSpec {
  /** How this file refers to it; the cloud id is known only after creation. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly ingress: readonly RuleText[];
  readonly egress: readonly RuleText[];
}

export interface NodePoolSpec {
  readonly key: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly machineType: "NativeCVM" | "Native";
  readonly instanceType: string;
  /** Keys of `groups`, in binding order. */
  readonly groups: readonly string[];
  /** Key of `subnets`. */
  readonly subnet: string;
}

/** The two ends of the drill's question: A asks, B answers. */
export type Actor = "podA" | "podB";

/** A Pod that the drill speaks of. */
export interface ActorSpec {
  readonly namespace: string;
  /** Equality only, as kubectl takes it: `app=my-app1,tier=web`. */
  readonly labelSelector: string;
  readonly container: string;
  /** What the container must still run when the fix is judged. */
  readonly image: string;
  /** Its environment, where the image takes its settings from there. */
  readonly env?: Readonly<Record<string, string>>;
  /** Key of `nodePools`: the pool whose node it runs on, and so whose groups its interface inherits. */
  readonly pool: string;
}

/**
 * What a right fix must open and may open, judged as sets of flows at one interface and in one direction. What the groups
 * let by before the fault was mended is tolerated anyway.
 */
export interface NeededSet {
  readonly at: Actor;
  readonly direction: Direction;
  readonly required: readonly RuleText[];
  /** `{podA}` and `{podB}` in a rule stand for the Pods' addresses. */
  readonly tolerated: readonly { readonly rule: RuleText; readonly because: Text }[];
}

/** How a drill is graded. */
export interface Grading {
  /**
   * What each check is worth, by its id; together 100. Only what stands here is judged. The first one is the drill's question:
   * without it nothing counts.
   */
  readonly points: Readonly<Record<string, number>>;
  /** What each part of the diagnosis is worth, scored apart from the fix; together 100. */
  readonly diagnosis: Readonly<Record<"prediction" | "interface" | "group" | "rule", number>>;
  /** What reading each layer of hints takes from the diagnosis, if read before one was given; the fix never pays for a hint. */
  readonly hintPrices: readonly [number, number, number];
}

/** One change of the reference solution. */
export type SolutionStep = {
  readonly kind: "add-rule";
  /** The group bound to this actor's interface. */
  readonly at: Actor;
  readonly direction: Direction;
  readonly rule: RuleText;
  /** Absent appends. */
  readonly index?: number;
};

/** What a drill builds, breaks, hints and expects: data alone. */
export interface Scenario {
  readonly id: string;
  readonly title: Text;
  /** What the operator sees; never the cause. */
  readonly symptom: Text;
  readonly region: string;
  readonly vpc: { readonly name: string; readonly cidr: Cidr };
  readonly subnets: readonly {
    readonly key: string;
    readonly name: string;
    readonly zone: string;
    readonly cidr: Cidr;
  }[];
  readonly cluster: { readonly name: string; readonly version: string; readonly serviceCidr: Cidr };
  readonly groups: readonly GroupSpec[];
  readonly nodePools: readonly NodePoolSpec[];
  /** The VPC-CNI switch; an empty list inherits the primary interface's groups. */
  readonly eniSecurityGroups: { readonly enabled: boolean; readonly groups: readonly string[] };
  /**
   * Sandbox only: addresses to hand out first, by subnet key, in this order; then any free one. A real VPC chooses its own.
   */
  readonly addressPlan: Readonly<
    Record<string, { readonly nodes: readonly string[]; readonly pods: readonly string[] }>
  >;
  /** Kubernetes objects as YAML; `{nodeA}` and `{nodeB}` stand for the nodes' names. */
  readonly manifest: string;
  readonly podA: ActorSpec;
  readonly podB: ActorSpec & { readonly port: number };
  /**
   * What is to blame. `application`: the network is fine, nothing listens where Pod A asks; to pass is to say so and to change
   * nothing.
   */
  readonly cause: "group" | "application";
  readonly needed: NeededSet;
  readonly grading: Grading;
  readonly solution: readonly SolutionStep[];
  /** The guide's steps, in the order in which an operator takes them. */
  readonly steps: readonly Step[];
  /** Nudge, where to look, what to change. */
  readonly hints: readonly [Text, Text, Text];
  readonly debrief: Text;
}
