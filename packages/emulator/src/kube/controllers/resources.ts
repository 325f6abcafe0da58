import type { PodSpec } from "../types.ts";

/** What Pods ask of a node, in base units (cores, bytes, pieces), by resource name. */
export type Demand = Readonly<Record<string, number>>;

const FACTOR: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** `100m`, `1.5Gi`, `1e3`; what isn't a quantity counts as nothing. */
export function quantity(text: string | undefined): number {
  const [, number = "0", unit = ""] = /^([+-]?[\d.]+(?:[eE][+-]?\d+)?)([numkMGTPE]?i?)$/.exec(text ?? "") ?? [];
  return Number(number) * (FACTOR[unit] ?? 0);
}

/** What a Pod asks for; the Pod itself counts as one of `pods`. */
export function demandOf(spec: PodSpec): Demand {
  const sum: Record<string, number> = { pods: 1 };
  for (const container of spec.containers) {
    const { requests, limits } = (container["resources"] ?? {}) as Record<
      "requests" | "limits",
      Record<string, string> | undefined
    >;
    for (const [name, amount] of Object.entries({ ...limits, ...requests }))
      sum[name] = (sum[name] ?? 0) + quantity(amount);
  }
  return sum;
}

export function addDemand(a: Demand, b: Demand): Demand {
  const sum: Record<string, number> = { ...a };
  for (const [name, amount] of Object.entries(b)) sum[name] = (sum[name] ?? 0) + amount;
  return sum;
}

/** Why the Pod doesn't fit into what is left, in the scheduler's words; null: it fits. */
export function overflow(spec: PodSpec, used: Demand, allocatable: Readonly<Record<string, string>>): string | null {
  for (const [name, amount] of Object.entries(demandOf(spec))) {
    const given = allocatable[name];
    if (given === undefined && (name === "pods" || amount === 0)) continue;
    if ((used[name] ?? 0) + amount > quantity(given)) return name === "pods" ? "Too many pods" : `Insufficient ${name}`;
  }
  return null;
}
