import * as http from "node:http";
import * as net from "node:net";
import { createRequire } from "node:module";
import type * as sdk from "tencentcloud-sdk-nodejs-common";
import { CloudError } from "./cloud-error.ts";
import { LIMITS } from "./limits.ts";

/** Host and API version, as the Terraform provider calls them. */
const SERVICES = {
  vpc: { host: "vpc.tencentcloudapi.com", version: "2017-03-12" },
  tke: { host: "tke.tencentcloudapi.com", version: "2018-05-25" },
  /** The same host with its newer API: node pools and machines. */
  tkePools: { host: "tke.tencentcloudapi.com", version: "2022-05-01" },
  tag: { host: "tag.tencentcloudapi.com", version: "2018-08-13" },
} as const;

export type Service = keyof typeof SERVICES;

export interface CloudOptions {
  /** `http://127.0.0.1:PORT` */
  readonly endpoint: string;
  readonly credentials: { readonly secretId: string; readonly secretKey: string };
  readonly region: string;
}

export interface Cloud {
  readonly region: string;
  /** @throws CloudError */
  call<Answer>(service: Service, action: string, request: object): Promise<Answer>;
  close(): void;
}

/**
 * The vendor's own client. Only its connections are ours: they go to the endpoint whatever the host, so the `Host`
 * header and the signature's scope are those of the real service.
 */
export function openCloud({ endpoint, credentials, region }: CloudOptions): Cloud {
  const agent = agentFor(new URL(endpoint));
  const clients = new Map<Service, sdk.CommonClient>();
  const clientOf = (service: Service) => {
    const known = clients.get(service);
    if (known !== undefined) return known;
    const { host, version } = SERVICES[service];
    const httpProfile = { protocol: "http://", agent, reqTimeout: LIMITS.CALL_TIMEOUT_S };
    const config = { credential: credentials, region, profile: { httpProfile } };
    const client = new (commonClient())(host, version, config);
    clients.set(service, client);
    return client;
  };
  return {
    region,
    call: (service, action, request) => callWithRetries(() => clientOf(service).request(action, request), action),
    close: () => agent.destroy(),
  };
}

/** CommonJS and 300 files: loaded when the first call is made, or ahead of it by `preloadCloud`. */
function commonClient(): typeof sdk.CommonClient {
  return (createRequire(import.meta.url)("tencentcloud-sdk-nodejs-common") as typeof sdk).CommonClient;
}

export function preloadCloud(): void {
  commonClient();
}

function agentFor({ hostname, port }: URL): http.Agent {
  const agent = new http.Agent({ keepAlive: true });
  agent.createConnection = () => net.connect({ host: hostname, port: Number(port) });
  return agent;
}

async function callWithRetries<Answer>(request: () => Promise<unknown>, action: string): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return (await request()) as Answer;
    } catch (error) {
      const failure = toCloudError(action, error);
      if (!failure.code.startsWith("RequestLimitExceeded") || attempt === LIMITS.CALL_ATTEMPTS) throw failure;
      await new Promise((resolve) => setTimeout(resolve, LIMITS.RETRY_PAUSE_MS * attempt));
    }
  }
}

function toCloudError(action: string, error: unknown): CloudError {
  const { code, message, requestId } = error as { code?: string; message?: string; requestId?: string };
  const isAnswer = code !== undefined && requestId !== undefined && requestId !== "";
  return new CloudError(action, isAnswer ? code : "Infra.Unreachable", message ?? String(error), requestId);
}
