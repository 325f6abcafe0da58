import { parseBlock } from "@podpath/scenarios";

const NAME_CHARACTERS = 60; // docs/facts.md#sg-names, the shortest limit among the things we name
const SUBNET_PREFIX = 24;

/** `deny-all-inbound` → `deny-all-inbound-a1b2c3`: cut so that the lab's id always fits. */
export function labName(name: string, labId: string): string {
  return `${name.slice(0, NAME_CHARACTERS - labId.length - 1)}-${labId}`;
}

/**
 * Blocks of 256 addresses for subnets: the preferred one first when it lies in the VPC, then the lowest free ones.
 *
 * @param avoid blocks that no subnet may meet, such as the cluster's service block
 * @throws RangeError when the VPC has no room: a VPC that `parseDeployment` let by always has
 */
export function planSubnets(
  vpcCidr: string,
  preferred: string | null,
  count: number,
  avoid: readonly string[],
): readonly string[] {
  const vpc = parseBlock(vpcCidr)!;
  const size = 2n ** BigInt(32 - SUBNET_PREFIX);
  const taken = avoid.map((cidr) => parseBlock(cidr)!);
  const chosen: bigint[] = [];
  const isFree = (first: bigint): boolean =>
    first >= vpc.first &&
    first + size - 1n <= vpc.last &&
    !chosen.includes(first) &&
    !taken.some((one) => one.family === vpc.family && first <= one.last && one.first <= first + size - 1n);
  const wish = preferred === null ? null : parseBlock(preferred);
  if (wish && wish.last - wish.first === size - 1n && isFree(wish.first)) chosen.push(wish.first);
  for (let first = vpc.first; first <= vpc.last && chosen.length < count; first += size) {
    if (isFree(first)) chosen.push(first);
  }
  if (chosen.length < count) throw new RangeError(`${vpcCidr} has no room for ${count} subnets of /${SUBNET_PREFIX}`);
  return chosen.map((first) => `${dotted(first)}/${SUBNET_PREFIX}`);
}

function dotted(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
}
