import type { Scenario } from "@podpath/scenarios";

/** On everything the lab makes and the cloud can tag: whose it is, so that a person finds it in a shared account. */
export function tagsOf(scenario: Pick<Scenario, "id">): Record<string, string> {
  return { "podpath-scenario": scenario.id };
}
