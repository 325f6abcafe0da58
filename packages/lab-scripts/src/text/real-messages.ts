import type { Text } from "./translate.ts";

/** What is said about a real cluster (`--target tke`). */
export const REAL_MESSAGES = {
  "real.cluster-not-found": {
    zh: "在地域 {region} 找不到集群 {id}。",
    en: "There is no cluster {id} in region {region}.",
  },
  "real.cluster-not-found.hint": {
    zh: "核对集群 ID 和地域（TENCENTCLOUD_REGION，现在是 {region}）；控制台“容器服务 → 集群”里两者都能看到。",
    en: "Check the cluster's id and its region (TENCENTCLOUD_REGION, now {region}); the console shows both under TKE → Clusters.",
  },
} as const satisfies Record<string, Text>;
