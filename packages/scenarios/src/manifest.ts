import { expand } from "./placeholders.ts";
import type { Scenario } from "./scenario.ts";

/** The drill's Kubernetes objects as YAML, each Pod nailed to its node. */
export function renderManifest(scenario: Scenario, nodes: { readonly nodeA: string; readonly nodeB: string }): string {
  return expand(scenario.manifest, nodes);
}
