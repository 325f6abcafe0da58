import type { Emulator, Endpoints } from "../emulator.ts";
import { serveCloud } from "./serve-cloud.ts";
import { serveKube } from "./serve-kube.ts";
import { createTls } from "./tls.ts";

export interface ServeOptions {
  /** Nothing but loopback: what is served here can run programs. */
  readonly host: "127.0.0.1";
  /** Ports of an earlier run, taken again where they are still free; others are chosen at random. */
  readonly previous?: { readonly cloud: number; readonly kube: number } | null;
}

export interface Servers {
  readonly endpoints: Endpoints;
  /** Safe to repeat. */
  close(): Promise<void>;
}

/** Serves both APIs of an emulator, and tells it where. Its certificate is made once and kept, as kubeconfigs carry it. */
export async function serve(emulator: Emulator, { previous }: ServeOptions): Promise<Servers> {
  const tls = emulator.kept("tls", () => createTls());
  const kubeApi = { handle: emulator.handleKube, openExec: emulator.openKubeExec };
  const cloud = await onFreePort(previous?.cloud, (port) => serveCloud(emulator, port));
  const kube = await onFreePort(previous?.kube, (port) => serveKube(kubeApi, tls, port));
  const endpoints = { cloudUrl: cloud.url, kubeUrl: kube.url, kubeCaPem: tls.caPem };
  emulator.setEndpoints(endpoints);
  return {
    endpoints,
    async close() {
      await Promise.all([cloud.close(), kube.close()]);
    },
  };
}

async function onFreePort<T>(wanted: number | undefined, listen: (port: number) => Promise<T>): Promise<T> {
  if (wanted === undefined) return await listen(0);
  try {
    return await listen(wanted);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EADDRINUSE") throw error;
    return await listen(0);
  }
}
