import type { Deployment } from "@podpath/infra";
import type { Scenario } from "@podpath/scenarios";

/**
 * List prices in yuan an hour. They are dated data, not facts: a region, an account or a day may have others, and the console
 * shows the price that counts.
 */
export const PRICES = {
  asOf: "2026-11-22",
  source: {
    zh: "腾讯云价格页的量级（按量计费，广州），未逐项核对",
    en: "the order of Tencent Cloud's price pages (pay as you go, Guangzhou), not verified item by item",
  },
  perHour: {
    node: 0.25, // SA2.MEDIUM2, an hour
    disk: 0.04, // 50 GB CLOUD_BSSD, an hour
    controlPlane: 0.14, // managed cluster, L5, an hour
    loadBalancer: 0.2, // of the internet endpoint, an hour, without traffic
  },
} as const;

/** How long a drill takes a person; what the second figure is for. */
const DRILL_HOURS = 1.5;
/** Cluster about five minutes, nodes about five, endpoint two; an existing cluster has the nodes alone. */
const MINUTES = { disposable: 12, existing: 6 } as const;

export interface Estimate {
  readonly minutes: number;
  readonly perHour: number;
  readonly perDrill: number;
}

/** Rounded up to whole fen: an estimate had better not flatter. */
export function estimate(scenario: Pick<Scenario, "nodePools">, { shape }: Pick<Deployment, "shape">): Estimate {
  const { node, disk, controlPlane, loadBalancer } = PRICES.perHour;
  const nodes = scenario.nodePools.reduce((sum, { replicas }) => sum + replicas, 0);
  const own = shape.kind === "disposable" ? controlPlane + loadBalancer : 0;
  const perHour = nodes * (node + disk) + own;
  return { minutes: MINUTES[shape.kind], perHour: upToFen(perHour), perDrill: upToFen(perHour * DRILL_HOURS) };
}

function upToFen(yuan: number): number {
  return Math.ceil(Math.round(yuan * 10_000) / 100) / 100;
}
