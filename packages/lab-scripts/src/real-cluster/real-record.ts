import type { Deployment } from "@podpath/infra";

/** Of `.lab/lab.json`, for a lab on a real cluster. Holds no credentials: those are found anew by each command. */
export interface RealRecord {
  readonly deployment: Deployment;
  /**
   * `building` until everything stands and was read back · `ready` · `leaving` from the first step of `down`. Written before what
   * it announces.
   */
  readonly phase: "building" | "ready" | "leaving";
  /** A tccli profile by name, or null: whatever the environment has. */
  readonly profile: string | null;
  /** Another endpoint than the real cloud's: the sandbox, in tests. */
  readonly endpoint: string | null;
  readonly backendUrl: string;
  /** The user's own file instead of the one that the cloud hands out. */
  readonly kubeconfig: string | null;
  /** Nodes whose groups the lab wrote itself, since they were not inherited; absent: none were. */
  readonly groupsSet?: readonly string[];
}

/** Stack and lock are the lab's own. */
export function stackOf({ deployment }: Pick<RealRecord, "deployment">): string {
  return `lab-${deployment.labId}`;
}

/** @returns how far past its end the lab is, in minutes; null: not yet */
export function minutesPastExpiry({ deployment }: Pick<RealRecord, "deployment">, now: Date): number | null {
  const over = now.getTime() - Date.parse(deployment.expiresAt);
  return over < 0 ? null : Math.floor(over / 60_000);
}
