import { type Address, type Cidr, parseBlock, parseIp, printIp } from "@podpath/access-path";
import type { CloudTables } from "./cloud/tables.ts";

/** Addresses of a subnet that an interface can have: all but the network's own, the gateway's and the broadcast one. */
export function subnetAddressCount(cidr: Cidr): number {
  const { first, last } = parseBlock(cidr)!;
  return Number(last - first + 1n) - RESERVED;
}

/** The first two and the last. docs/facts.md#subnet-reserved */
const RESERVED = 3;

/** The VPC router's address in a subnet: the first after the network's own. */
export function gatewayOf(cidr: Cidr): Address {
  const { family, first } = parseBlock(cidr)!;
  return printIp({ family, value: first + 1n });
}

export function usedAddresses(subnetId: string, tables: CloudTables): ReadonlySet<Address> {
  const enis = tables.enis.list().filter((eni) => eni.subnetId === subnetId);
  return new Set(enis.flatMap((eni) => eni.addresses.map(({ address }) => address)));
}

/**
 * The address that comes next in a subnet.
 *
 * @param planned to hand out first, in this order, as far as they are free and in the subnet
 * @param reserved planned for something else: used only when nothing else is free
 * @returns null when the subnet is full
 */
export function nextAddress(
  cidr: Cidr,
  used: ReadonlySet<Address>,
  planned: readonly Address[],
  reserved: readonly Address[],
): Address | null {
  const { family, first, last } = parseBlock(cidr)!;
  const free = (address: Address) => !used.has(address);
  const inSubnet = (address: Address) => {
    const ip = parseIp(address);
    return ip !== null && ip.family === family && ip.value > first + 1n && ip.value < last;
  };
  const chosen = planned.find((address) => inSubnet(address) && free(address));
  if (chosen !== undefined) return chosen;
  const kept = new Set([...planned, ...reserved]);
  for (let value = first + 2n; value < last; value += 1n) {
    const address = printIp({ family, value });
    if (free(address) && !kept.has(address)) return address;
  }
  return reserved.find((address) => inSubnet(address) && free(address)) ?? null;
}
