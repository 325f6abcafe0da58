import type { RuleCounter } from "./data-plane.ts";
import type { Address } from "./snapshot.ts";

/** What one real connection attempt came to. Taken from exit codes, never from a program's wording. */
export type Outcome =
  | { readonly kind: "connected"; readonly httpStatus: number | null; readonly body: string }
  /** Something answered that nothing listens there. */
  | { readonly kind: "refused" }
  /** Silence until the limit. */
  | { readonly kind: "timed-out"; readonly afterMs: number }
  /** The attempt itself could not be made or ended otherwise. */
  | { readonly kind: "failed"; readonly exitCode: number | null; readonly message: string };

/** One probe: who asked whom, what came of it, and what else saw it. */
export interface Observation {
  readonly from: { readonly namespace: string; readonly pod: string; readonly address: Address };
  readonly to: { readonly address: Address; readonly port: number };
  readonly outcome: Outcome;
  /** Counters that moved while the probe ran, as differences; null where the data plane has none (a real cluster). */
  readonly moved: readonly RuleCounter[] | null;
  /**
   * Did the VPC see this very flow (source, destination, port) come out of an interface while the probe ran? False: something in
   * the Pod or its node kept it, or made another one of it. Null: nobody watched, or too much went by.
   */
  readonly entered: boolean | null;
}
