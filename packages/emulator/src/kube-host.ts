import type { DataPlane } from "@podpath/access-path";
import type { KubeObjects } from "./kube/kube-objects.ts";

/** A cluster as the Kubernetes API server in front of it needs it. */
export interface HostedCluster {
  readonly accountId: string;
  readonly clusterId: string;
  /** Where its objects are in the store: `<prefix><resource>/…`. */
  readonly prefix: string;
  readonly version: string;
  readonly objects: KubeObjects;
  readonly dataPlane: DataPlane;
  /** What a managed component (`tke-eni-ipamd`) has logged, oldest line first. */
  systemLog(component: string): readonly string[];
}

/** What the Kubernetes API server asks of the emulator around it. */
export interface KubeHost {
  /** Whom a bearer token speaks for; null: nobody (401). `grader` may only read, and exec. */
  authenticate(token: string): { readonly cluster: HostedCluster; readonly user: "learner" | "grader" } | null;
}
