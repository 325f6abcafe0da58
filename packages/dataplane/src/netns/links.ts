import type { Eni } from "@podpath/access-path";
import { isIpv6, word } from "./names.ts";

/**
 * One line for `ip -batch`, and the line that takes it back; without one it goes away together with the interface or the
 * namespace that it belongs to. What a namespace should hold is a list of steps, and a change is the difference of two.
 */
export interface Step {
  readonly add: string;
  readonly remove?: string;
}

/** The VPC router's end of every wire; a CVM sees one such address for all of its neighbours. */
export const FABRIC_MAC = "fe:ee:00:00:00:01";
/** A Pod's next hop, as Calico and the AWS CNI do it: a link-local address that the host end answers for. */
export const POD_GATEWAY = { v4: "169.254.1.1", v6: "fe80::1" } as const;

/** eth0 is 2 (lo is 1), so that table numbers come out as on a node. */
export function ifindexOf(eni: Eni): number {
  return eni.deviceIndex + 2;
}

export function hasIpv6({ addresses }: { readonly addresses: readonly string[] }): boolean {
  return addresses.some(isIpv6);
}

export function addressStep(address: string, device: string, flags = ""): Step {
  const nodad = isIpv6(address) ? " nodad" : "";
  return {
    add: `addr replace ${word(address)} dev ${device}${flags}${nodad}`,
    remove: `addr del ${address} dev ${device}`,
  };
}

/** A host route and its permanent neighbour entry: no ARP, no wait. */
export function routeSteps(address: string, device: string, mac: string): readonly Step[] {
  const route = `${hostBlock(address)} dev ${device}`;
  const neighbour = `${address} lladdr ${word(mac)} dev ${device}`;
  return [
    { add: `route replace ${route}`, remove: `route del ${route}` },
    { add: `neigh replace ${neighbour} nud permanent`, remove: `neigh del ${address} dev ${device}` },
  ];
}

export function hostBlock(address: string): string {
  return `${word(address)}/${isIpv6(address) ? 128 : 32}`;
}

/** Lines that turn one list of steps into another: first take back, last added first, then add. */
export function stepChange(
  from: readonly Step[],
  to: readonly Step[],
): { remove: readonly string[]; add: readonly string[] } {
  const had = new Set(from.map((step) => step.add));
  const wanted = new Set(to.map((step) => step.add));
  const gone = from.filter((step) => !wanted.has(step.add)).reverse();
  return {
    remove: gone.flatMap((step) => step.remove ?? []),
    add: to.filter((step) => !had.has(step.add)).map((step) => step.add),
  };
}
