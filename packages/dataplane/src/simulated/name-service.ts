import { canonicalAddress } from "@podpath/access-path";
import type { Address } from "@podpath/access-path";
import { isIpv6 } from "./machine.ts";
import type { Place } from "./shell/shell.ts";

/** What a name stands for: itself when it is an address, else the lines of /etc/hosts. No name server answers here. */
export function lookUp(name: string, { files }: Place): readonly Address[] {
  const address = canonicalAddress(name.replace(/^\[(.*)\]$/, "$1"));
  if (address !== null) return [address];
  const lines = (files.read("/etc/hosts") ?? "").split("\n").map((line) => line.replace(/#.*/, "").trim().split(/\s+/));
  const found = lines.filter(([, ...names]) => names.includes(name.toLowerCase()) || names.includes(name));
  return found.flatMap(([text]) => canonicalAddress(text ?? "") ?? []);
}

/** The first address of the family asked for; without one, IPv4 first. */
export function chooseAddress(addresses: readonly Address[], family: 4 | 6 | null): Address | null {
  if (family !== null) return addresses.find((address) => isIpv6(address) === (family === 6)) ?? null;
  return addresses.find((address) => !isIpv6(address)) ?? addresses[0] ?? null;
}
