import type { KubeObject } from "../src/kube/cluster-objects.ts";
import type { Lab } from "./lab.ts";

/** Calls the Kubernetes API as the learner. */
export interface KubeUser {
  get<T extends KubeObject>(path: string): Promise<T>;
  list<T extends KubeObject>(path: string, labelSelector?: string): Promise<readonly T[]>;
  names(path: string, labelSelector?: string): Promise<readonly string[]>;
  text(path: string): Promise<string>;
  post(path: string, object: object): Promise<void>;
  /** A merge patch. */
  patch(path: string, patch: object): Promise<void>;
  delete(path: string): Promise<void>;
}

export function createKubeUser({ emulator }: Lab, clusterId: string): KubeUser {
  emulator.setEndpoints({ cloudUrl: "", kubeUrl: "https://127.0.0.1:6443", kubeCaPem: "" });
  const token = /token: (\S+)/.exec(emulator.kubeconfig("acc-1", clusterId, "learner"))![1]!;

  async function call(method: string, path: string, query = "", body = "", type = "application/json"): Promise<string> {
    const headers = {
      host: "127.0.0.1",
      authorization: `Bearer ${token}`,
      accept: "application/json",
      "content-type": type,
    };
    const response = await emulator.handleKube({ method, path, query, headers, body: Buffer.from(body) });
    if (typeof response.body !== "string") throw new Error(`${method} ${path}: a body that goes on`);
    if (response.status >= 300) throw new Error(`${method} ${path}: ${response.status} ${response.body}`);
    return response.body;
  }

  async function list<T extends KubeObject>(path: string, labelSelector = ""): Promise<readonly T[]> {
    const query = labelSelector === "" ? "" : `labelSelector=${encodeURIComponent(labelSelector)}`;
    return (JSON.parse(await call("GET", path, query)) as { items: T[] }).items;
  }

  return {
    get: async <T extends KubeObject>(path: string) => JSON.parse(await call("GET", path)) as T,
    list,
    names: async (path, selector) => (await list(path, selector)).map((object) => object.metadata.name),
    text: (path) => call("GET", path),
    post: async (path, object) => void (await call("POST", path, "", JSON.stringify(object))),
    patch: async (path, patch) =>
      void (await call("PATCH", path, "", JSON.stringify(patch), "application/merge-patch+json")),
    delete: async (path) => void (await call("DELETE", path)),
  };
}
