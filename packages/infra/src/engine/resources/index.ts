import { addonConfig } from "./addon-config.ts";
import { clusterEndpoint } from "./cluster-endpoint.ts";
import { cluster } from "./cluster.ts";
import type { ResourceHandler } from "./handler.ts";
import { nodePool } from "./node-pool.ts";
import { ruleSet } from "./rule-set.ts";
import { securityGroup } from "./security-group.ts";
import { subnet } from "./subnet.ts";
import { vpc } from "./vpc.ts";

const HANDLERS = [vpc, subnet, securityGroup, ruleSet, cluster, nodePool, addonConfig, clusterEndpoint];
const BY_TYPE: ReadonlyMap<string, ResourceHandler> = new Map(HANDLERS.map((handler) => [handler.type, handler]));

/** @throws when a program uses a resource that this engine does not know: our mistake */
export function handlerOf(type: string): ResourceHandler {
  const handler = BY_TYPE.get(type);
  if (handler !== undefined) return handler;
  throw new Error(`The embedded engine knows no resource of type ${type}: write its handler in engine/resources.`);
}
