import { addressInCidr, canonicalAddress } from "@podpath/access-path";
import type { Address, Snapshot } from "@podpath/access-path";
import { isIpv6, isLoopback, sourceFor, type AnyMachine, type NodeMachine } from "../../machine.ts";
import { deviceOf, hostVethOf, tableOf } from "./links.ts";

export type RouteTo =
  | { readonly kind: "route"; readonly text: string }
  | { readonly kind: "unreachable" }
  | { readonly kind: "no-address" };

/** `ip route get ADDRESS [from ADDRESS …]`: which way a packet goes. On a node, `from` a Pod shows the policy routing. */
export function routeTo(machine: AnyMachine, snapshot: Snapshot, words: readonly string[]): RouteTo {
  const to = canonicalAddress(words[0] ?? "");
  const from = words.includes("from") ? canonicalAddress(words[words.indexOf("from") + 1] ?? "") : null;
  if (to === null || (words.includes("from") && from === null)) return { kind: "no-address" };
  const source = from ?? sourceFor(machine, to);
  if (source === null) return { kind: "unreachable" };
  const own = isLoopback(to) || machine.addresses.includes(to);
  const text = own
    ? `local ${to} dev lo src ${to}`
    : machine.kind === "pod"
      ? fromPod(to, source)
      : fromNode(machine, snapshot, to, from, source);
  return { kind: "route", text };
}

function fromPod(to: Address, source: Address): string {
  return isIpv6(to)
    ? `${to} via fe80::1 dev eth0 src ${source} metric 1024 pref medium`
    : `${to} via 169.254.1.1 dev eth0 src ${source}`;
}

function fromNode(
  { node }: NodeMachine,
  snapshot: Snapshot,
  to: Address,
  from: Address | null,
  source: Address,
): string {
  const pods = snapshot.pods.filter(({ nodeName }) => nodeName === node.name);
  const origin = from === null ? `src ${source}` : `from ${from}`;
  const delivered = pods.find(({ addresses }) => addresses.includes(to));
  if (delivered !== undefined)
    return `${to} ${from === null ? "" : `from ${from} `}dev ${hostVethOf(delivered)}${from === null ? ` src ${source}` : ""}`;
  const sender = pods.find(({ addresses }) => from !== null && addresses.includes(from));
  const eni = node.enis.find((candidate) =>
    sender === undefined ? candidate.primary : candidate.id === sender.eniId,
  )!;
  const subnet = snapshot.subnets.find(({ id }) => id === eni.subnetId);
  const table = eni.primary ? "" : ` table ${tableOf(eni)}`;
  const direct = eni.primary && subnet !== undefined && addressInCidr(to, subnet.cidr);
  const via = direct || subnet === undefined ? "" : `via ${isIpv6(to) ? "fe80::1" : subnet.gateway} `;
  return from === null
    ? `${to} ${via}dev ${deviceOf(eni)} ${origin}`
    : `${to} ${origin} ${via}dev ${deviceOf(eni)}${table}`;
}
