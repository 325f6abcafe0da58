import { stamp } from "../stamp.ts";
import type { Condition } from "../types.ts";

export type NewCondition = Pick<Condition, "type" | "status"> & { readonly reason?: string; readonly message?: string };

/** Puts a condition into the list; its time of transition moves only when its status changes. */
export function withCondition(
  conditions: readonly Condition[] | undefined,
  next: NewCondition,
  nowMs: number,
  extra: Readonly<Record<string, unknown>> = {},
): readonly Condition[] {
  const list = conditions ?? [];
  const old = list.find((condition) => condition.type === next.type);
  const sameStatus = old?.status === next.status;
  const lastTransitionTime = sameStatus ? (old?.lastTransitionTime ?? null) : stamp(nowMs);
  const unchanged = sameStatus && old?.reason === next.reason && old?.message === next.message;
  const entry: Condition = unchanged && old !== undefined ? old : { ...extra, ...next, lastTransitionTime };
  return old === undefined ? [...list, entry] : list.map((condition) => (condition === old ? entry : condition));
}

export function conditionIs(
  conditions: readonly Condition[] | undefined,
  type: string,
  status: Condition["status"],
): boolean {
  return conditions?.some((condition) => condition.type === type && condition.status === status) ?? false;
}
