import type { Account, AccountSpec, Emulator } from "../src/index.ts";
import { createEmulator, createMemoryStore, type Store } from "../src/index.ts";
import { createNodeRuntime } from "../src/node/runtime.ts";
import { SERVICES, type Service } from "../src/cloud/action.ts";
import { createRecordingDataPlane, type RecordingDataPlane } from "./recording-data-plane.ts";
import { signed } from "./sign.ts";

/** The addresses that readers of the drill remember. */
export const BASE_PLAN: AccountSpec["addressPlan"] = {
  "10.0.35.0/24": { nodes: ["10.0.35.139", "10.0.35.179"], pods: ["10.0.35.23", "10.0.35.150"] },
};

export interface Lab {
  readonly emulator: Emulator;
  readonly account: Account;
  readonly dataPlane: RecordingDataPlane;
  readonly store: Store;
  readonly log: readonly string[];
  /** An answer's members. @throws ApiError */
  call<T = Record<string, unknown>>(
    service: Service,
    action: string,
    request?: object,
    as?: "learner" | "grader",
  ): Promise<T>;
}

export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly code: string;
  constructor(code: string, message: string) {
    super(`${code}: ${message}`);
    this.code = code;
  }
}

/** An emulator with one account, called as clients call it: signed requests, whole answers. */
export function createLab(store: Store = createMemoryStore()): Lab {
  const log: string[] = [];
  const dataPlane = createRecordingDataPlane();
  const runtime = createNodeRuntime((line) => log.push(line));
  const emulator = createEmulator({ runtime, store, dataPlane: () => dataPlane });
  const account = emulator.createAccount({ id: "acc-1", region: "ap-guangzhou", addressPlan: BASE_PLAN });
  return {
    emulator,
    account,
    dataPlane,
    store,
    log,
    async call<T>(service: Service, action: string, request: object = {}, as: "learner" | "grader" = "learner") {
      const { product, version } = SERVICES[service];
      const http = signed({ credentials: account[as], product, version, action, region: account.region, request });
      const { status, headers, body } = await emulator.handleCloud(http);
      if (status !== 200 || headers["content-type"] !== "application/json")
        throw new Error(`HTTP ${status} ${headers["content-type"]}`);
      const { Response } = JSON.parse(body as string) as { Response: { Error?: { Code: string; Message: string } } };
      if (Response.Error !== undefined) throw new ApiError(Response.Error.Code, Response.Error.Message);
      return Response as T;
    },
  };
}
