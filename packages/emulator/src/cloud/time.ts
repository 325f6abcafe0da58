import type { Instant } from "./records.ts";

/** VPC: `2024-11-22 18:00:00`, China Standard Time whatever the region. docs/facts.md#vpc-time */
export function vpcTime(instant: Instant): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
}

/** CVM and TKE 2018-05-25: `2024-11-22T10:00:00Z`. */
export function isoTime(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/** TKE 2022-05-01: `2024-11-22 10:00:00 +0000 UTC`. */
export function goTime(instant: Instant): string {
  return `${new Date(instant).toISOString().slice(0, 19).replace("T", " ")} +0000 UTC`;
}
