import { Agent, type AgentOptions } from "node:http";
import { connect, type Socket } from "node:net";
import { pacer } from "../pace.ts";
import type { CommonClient } from "tencentcloud-sdk-nodejs-common";

/** API version of each service that the lab calls. */
const VERSIONS = {
  vpc: "2017-03-12",
  cvm: "2017-03-12",
  tke: "2018-05-25",
  "tke-2022": "2022-05-01",
  tag: "2018-08-13",
  sts: "2018-08-13",
} as const;

/** Of calls that were refused since there were too many. docs/facts.md#request-rate */
const RATE = {
  CODE: "RequestLimitExceeded",
  ATTEMPTS: 6,
  PACE: { firstMs: 500, growth: 2, longestMs: 8_000 },
} as const;

export type CloudService = keyof typeof VERSIONS;

export interface CloudCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string;
}

/** The cloud's refusal: `code` is the vendor's own, such as `ResourceNotFound`. */
export interface CloudError extends Error {
  readonly code: string;
  readonly requestId: string;
}

export interface CloudClient {
  /** One API 3.0 call by the official SDK. @throws CloudError */
  call<T>(service: CloudService, action: string, parameters: Record<string, unknown>): Promise<T>;
}

/**
 * The official SDK, pointed at the sandbox: the host name stays the service's own, so that signatures are made and checked
 * as on the real cloud; only the connection goes to loopback.
 *
 * @param endpoint `http://127.0.0.1:PORT`; null means the real cloud
 */
export function createCloudClient(credentials: CloudCredentials, region: string, endpoint: string | null): CloudClient {
  const clients = new Map<CloudService, CommonClient>();
  const clientOf = async (service: CloudService): Promise<CommonClient> => {
    const known = clients.get(service);
    if (known) return known;
    // Loaded by the first call: many commands make none.
    const sdk = await import("tencentcloud-sdk-nodejs-common");
    const host = `${service.replace(/-.*/, "")}.tencentcloudapi.com`;
    const made = new sdk.CommonClient(host, VERSIONS[service], {
      credential: credentials,
      region,
      profile: {
        language: "en-US",
        httpProfile: endpoint ? { protocol: "http://", agent: new LoopbackAgent(new URL(endpoint)) } : {},
      },
    });
    clients.set(service, made);
    return made;
  };
  return {
    call: async <T>(service: CloudService, action: string, parameters: Record<string, unknown>) =>
      withRetries(async () => {
        const client = await clientOf(service);
        return (await client.request(action, parameters).catch((error: unknown) => {
          const { hostname, port } = new URL(endpoint ?? `https://${service.replace(/-.*/, "")}.tencentcloudapi.com`);
          throw networkError(error, { hostname, ...(port === "" ? {} : { port: Number(port) }) }) ?? error;
        })) as T;
      }),
  };
}

/** Again and again while the cloud refuses the call for its rate alone, each time after a longer pause. */
async function withRetries<T>(request: () => Promise<T>): Promise<T> {
  const looks = pacer(RATE.PACE);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request();
    } catch (error) {
      const isRate = isCloudError(error) && error.code.startsWith(RATE.CODE);
      if (!isRate || attempt === RATE.ATTEMPTS) throw error;
      await looks.pause();
    }
  }
}

/**
 * The SDK keeps of a broken connection the sentence alone: the system's code is read out of it again, so that whoever catches it can
 * tell it from a refusal and from a mistake of ours.
 */
function networkError(error: unknown, peer: { readonly hostname: string; readonly port?: number }): Error | null {
  if (!(error instanceof Error) || (error as { code?: unknown }).code !== undefined) return null;
  const [code] = /\bE(?:[A-Z]+_)?[A-Z]{4,}\b/.exec(error.message) ?? [
    /timeout/i.test(error.message) ? "ETIMEDOUT" : null,
  ];
  return code ? Object.assign(new Error(error.message), { code, ...peer }) : null;
}

export function isCloudError(error: unknown): error is CloudError {
  return error instanceof Error && typeof (error as { code?: unknown }).code === "string" && "requestId" in error;
}

/** Connects every request to one loopback port, whatever host it names. */
class LoopbackAgent extends Agent {
  readonly #port: number;
  readonly #host: string;

  constructor(endpoint: URL, options: AgentOptions = {}) {
    super(options);
    this.#port = Number(endpoint.port);
    this.#host = endpoint.hostname;
  }

  override createConnection(): Socket {
    return connect({ host: this.#host, port: this.#port });
  }
}
