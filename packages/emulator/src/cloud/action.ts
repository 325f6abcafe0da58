import type { ClusterRecord } from "./records.ts";
import type { CloudTables } from "./tables.ts";
import type { Account, Endpoints } from "../emulator.ts";
import type { Runtime } from "../runtime.ts";
import type { Schema } from "./schema.ts";

/** A product and the version of its API. */
export type Service = "vpc" | "cvm" | "tke" | "tke2022" | "tag" | "sts";

export const SERVICES = {
  vpc: { product: "vpc", version: "2017-03-12", regional: true },
  cvm: { product: "cvm", version: "2017-03-12", regional: true },
  tke: { product: "tke", version: "2018-05-25", regional: true },
  tke2022: { product: "tke", version: "2022-05-01", regional: true },
  tag: { product: "tag", version: "2018-08-13", regional: false },
  sts: { product: "sts", version: "2018-08-13", regional: false },
} as const satisfies Record<Service, { product: string; version: string; regional: boolean }>;

/** One accepted call, as a handler sees it. */
export interface Call {
  readonly account: Account;
  readonly principal: "learner" | "grader";
  readonly requestId: string;
  /** For names that have a translation. */
  readonly language: "zh-CN" | "en-US";
  readonly tables: CloudTables;
  readonly runtime: Runtime;
  /** Null until a server listens. */
  readonly endpoints: Endpoints | null;
  readonly kubeconfig: (cluster: ClusterRecord) => string;
  /** Removes every Kubernetes object of a cluster. */
  readonly forgetObjects: (clusterId: string) => void;
}

/** An action of the cloud API: one file each, `actions/<name>.ts`. */
export interface Action {
  readonly service: Service;
  readonly name: string;
  /** Refused to principals that may only read. */
  readonly changes: boolean;
  readonly request: Schema<unknown>;
  /** Its own codes, besides the common ones. */
  readonly errors: readonly string[];
  /** Runs inside a transaction: what it wrote is undone when it throws. @throws CloudError */
  run(call: Call, request: unknown): Record<string, unknown>;
}

export interface ActionOf<Request> {
  readonly service: Service;
  readonly name: string;
  readonly changes: boolean;
  readonly request: Schema<Request>;
  readonly errors: readonly string[];
  /** Members of the answer; `RequestId` is added. */
  readonly handle: (call: Call, request: Request) => Record<string, unknown>;
}

export function defineAction<Request>(action: ActionOf<Request>): Action {
  const { handle, ...rest } = action;
  return { ...rest, run: (call, request) => handle(call, request as Request) };
}
