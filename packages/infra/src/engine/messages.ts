import type { InfraFailure } from "./infra-error.ts";
import type { InfraJob, InfraResult, Progress } from "./job.ts";

/** What the two processes say to each other, over Node's IPC. */
export type ToChild = { readonly kind: "run"; readonly job: InfraJob };

export type FromChild =
  | { readonly kind: "ready" }
  | { readonly kind: "progress"; readonly progress: Progress }
  | { readonly kind: "done"; readonly result: InfraResult }
  | { readonly kind: "failed"; readonly failure: InfraFailure }
  /** Our own bug: the stack is all there is to say. */
  | { readonly kind: "crashed"; readonly stack: string };
