import type { Actor, RuleText } from "../../scenario.ts";
import type { Facts } from "./facts.ts";

/** Where the flow dies: at Pod A's interface on its way out, at Pod B's on its way in, or nowhere. */
export type FaultySide = "ingress" | "egress";
export type Side = FaultySide | "none";

/** The reference solution: one rule, no wider than the drill asks for. */
export function fixOf(
  { port, lasting, places, dropsByRule }: Facts,
  side: FaultySide,
): { readonly at: Actor; readonly rule: RuleText; readonly index?: number } {
  const at = side === "ingress" ? "podB" : "podA";
  const far = side === "ingress" ? "podA" : "podB";
  const peer = lasting ? farSubnet({ places }, side) : `{${far}}/32`;
  return { at, rule: `accept tcp ${peer} ${port}`, ...(dropsByRule ? { index: 0 } : {}) };
}

/** The subnet that the Pod at the far end lives in, whatever its address is today. */
export function farSubnet({ places }: Pick<Facts, "places">, side: FaultySide): string {
  const [first, second = first] = places;
  return (side === "ingress" ? first : second).subnet.cidr;
}
