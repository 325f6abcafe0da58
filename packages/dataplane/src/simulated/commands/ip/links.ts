import type { Address, ClusterNode, Eni, Pod, Snapshot } from "@podpath/access-path";
import { isIpv6, type AnyMachine } from "../../machine.ts";

/** One network interface as `ip` shows it. */
export interface Link {
  readonly index: number;
  readonly name: string;
  /** What stands behind `@` of a veth. */
  readonly peer: string | null;
  readonly mac: string;
  /** With prefix length. */
  readonly addresses: readonly string[];
}

/** lo is 1; eth0 is 2, so that table numbers come out as on a node. */
const FIRST_INDEX = 2;

/** @source docs/facts.md#host-veth */
export function hostVethOf(pod: Pod): string {
  return `eni${hash(pod.uid, 11)}`;
}

export function linksOf(machine: AnyMachine, snapshot: Snapshot): Link[] {
  return [loopback(), ...(machine.kind === "pod" ? [podLink(machine.pod)] : nodeLinks(machine.node, snapshot))];
}

function loopback(): Link {
  return { index: 1, name: "lo", peer: null, mac: "00:00:00:00:00:00", addresses: ["127.0.0.1/8", "::1/128"] };
}

function podLink({ uid, addresses }: Pod): Link {
  return { index: FIRST_INDEX, name: "eth0", peer: "if9", mac: macOf(uid), addresses: addresses.map(hostBlock) };
}

function nodeLinks(node: ClusterNode, snapshot: Snapshot): Link[] {
  const enis = node.enis.map((eni) => ({
    index: indexOf(eni),
    name: deviceOf(eni),
    peer: null,
    mac: eni.mac,
    addresses: ownAddresses(eni).map((address) => withPrefix(address, eni, snapshot)),
  }));
  const pods = snapshot.pods.filter(({ nodeName }) => nodeName === node.name);
  const first = FIRST_INDEX + node.enis.length;
  const veths = pods.map((pod, offset) => ({
    index: first + offset,
    name: hostVethOf(pod),
    peer: `if${FIRST_INDEX}`,
    mac: macOf(`host ${pod.uid}`),
    addresses: [],
  }));
  return [...enis, ...veths];
}

export function deviceOf(eni: Eni): string {
  return `eth${eni.deviceIndex}`;
}

function indexOf(eni: Eni): number {
  return eni.deviceIndex + FIRST_INDEX;
}

/** The routing table of a secondary interface: its index + 4000. @source docs/facts.md#policy-routing */
export function tableOf(eni: Eni): number {
  return indexOf(eni) + 4000;
}

/** A primary interface carries all its addresses, a secondary one its first alone: the others are the Pods'. */
export function ownAddresses(eni: Eni): readonly Address[] {
  return eni.primary ? eni.addresses : eni.addresses.slice(0, 1);
}

function withPrefix(address: Address, eni: Eni, { subnets }: Snapshot): string {
  const cidr = subnets.find(({ id }) => id === eni.subnetId)?.cidr ?? "/32";
  return isIpv6(address) ? `${address}/128` : `${address}/${cidr.split("/")[1]!}`;
}

export function hostBlock(address: Address): string {
  return `${address}/${isIpv6(address) ? 128 : 32}`;
}

/** A locally administered unicast address, the same for the same name. */
function macOf(name: string): string {
  return ["02", ...hash(name, 10).match(/../g)!].join(":");
}

/** FNV-1a, as many hexadecimal digits as asked: names need to differ, nothing else. */
function hash(text: string, digits: number): string {
  let value = 0xcbf29ce484222325n;
  for (const character of text)
    value = ((value ^ BigInt(character.codePointAt(0)!)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return value.toString(16).padStart(16, "0").slice(0, digits);
}
