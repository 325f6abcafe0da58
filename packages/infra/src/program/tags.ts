import type { Scenario } from "@podpath/scenarios";
import type { Deployment } from "../deployment/deployment.ts";

export type Tags = Readonly<Record<string, string>>;

/** The tag by which leftovers are found; its value is the lab's id. */
export const LAB_TAG = "podpath";

/** On everything the lab makes and the cloud can tag: whose it is and until when, so that a person finds it in a shared account. */
export function tagsOf({ id }: Pick<Scenario, "id">, deployment: Deployment | null = null): Tags {
  const ofLab = deployment && {
    [LAB_TAG]: deployment.labId,
    "podpath-owner": deployment.owner,
    "podpath-expires": deployment.expiresAt,
  };
  return { ...ofLab, "podpath-scenario": id };
}
