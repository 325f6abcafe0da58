import type { AccountSpec } from "@podpath/emulator";
import type { Scenario } from "@podpath/scenarios";

/** The account that a drill is built in: the emulator knows subnets by their blocks, a scenario by its keys. */
export function accountSpec(id: string, { region, subnets, addressPlan }: Scenario): AccountSpec {
  const plan = Object.entries(addressPlan).map(
    ([key, addresses]) => [subnets.find((subnet) => subnet.key === key)!.cidr, addresses] as const,
  );
  return { id, region, addressPlan: Object.fromEntries(plan) };
}
