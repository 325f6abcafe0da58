/** What a node of this size has. */
export interface InstanceSize {
  readonly family: string;
  readonly cpu: number;
  /** GiB */
  readonly memory: number;
}

const CORES = { SMALL: 1, MEDIUM: 2, LARGE: 4, XLARGE: 4 } as const;

/**
 * Read a CVM instance type: `SA2.MEDIUM2` has 2 cores and 2 GiB, `S5.2XLARGE16` has 8 and 16.
 *
 * @returns null where the text is no instance type
 * @source docs/facts.md#instance-types
 */
export function parseInstanceType(text: string): InstanceSize | null {
  const match = /^([A-Z]{1,3}\d[a-z]?)\.(SMALL|MEDIUM|LARGE|(\d{1,2})XLARGE)(\d{1,4})$/.exec(text);
  if (match === null) return null;
  const [, family, name, factor, memory] = match;
  const cpu = factor === undefined ? CORES[name as keyof typeof CORES] : CORES.XLARGE * Number(factor);
  return { family: family!, cpu, memory: Number(memory) };
}

export interface EniQuota {
  /** Secondary interfaces that ipamd may attach to a node. */
  readonly enis: number;
  /** Pod addresses an interface, besides its own. */
  readonly addresses: number;
}

/** Shared-interface mode. docs/facts.md#eni-quota */
export function eniQuota(cpu: number): EniQuota {
  if (cpu < 8) return { enis: 3, addresses: 9 };
  return cpu < 12 ? { enis: 5, addresses: 19 } : { enis: 7, addresses: 29 };
}
