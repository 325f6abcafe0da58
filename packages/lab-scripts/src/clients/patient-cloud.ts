import { setTimeout as sleep } from "node:timers/promises";
import { isCloudError, type CloudClient } from "./cloud.ts";

/** Calls of one command that are under way at once, and how often and how long one is tried again. */
export const PATIENCE = {
  /** Far below the 20 a second that the slowest Describe action allows. docs/facts.md#request-rate */
  callsAtOnce: 5,
  tries: 5,
  /** Doubled after each try: in all about 7.5 s. */
  firstPauseMs: 500,
} as const;

export interface Patience {
  readonly tries: number;
  readonly firstPauseMs: number;
}

/** The same client, which waits and tries again when the cloud is too busy to answer, a bounded number of times. */
export function patientCloud(cloud: CloudClient, { tries, firstPauseMs }: Patience = PATIENCE): CloudClient {
  return {
    async call<T>(...[service, action, parameters]: Parameters<CloudClient["call"]>): Promise<T> {
      for (let tried = 1; ; tried += 1) {
        try {
          return await cloud.call<T>(service, action, parameters);
        } catch (error) {
          if (tried >= tries || !isPassing(error)) throw error;
          await sleep(firstPauseMs * 2 ** (tried - 1));
        }
      }
    },
  };
}

/** Refusals and breaks that say "later", not "no". docs/facts.md#request-rate */
function isPassing(error: unknown): boolean {
  const { code } = error as { code?: unknown };
  if (typeof code !== "string") return false;
  if (isCloudError(error)) return /^(RequestLimitExceeded|InternalError$|ServiceUnavailable)/.test(code);
  return code === "ECONNRESET" || code === "ETIMEDOUT" || code === "EAI_AGAIN";
}

/** Does all of these, a few at a time, and keeps their order. */
export async function fewAtOnce<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += PATIENCE.callsAtOnce) {
    results.push(...(await Promise.all(items.slice(at, at + PATIENCE.callsAtOnce).map(work))));
  }
  return results;
}
