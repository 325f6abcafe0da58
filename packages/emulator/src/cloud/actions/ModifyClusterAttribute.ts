import { defineAction } from "../action.ts";
import { findCluster } from "../clusters.ts";
import { checkLength } from "../query.ts";
import { LIMITS } from "../limits.ts";
import { flag, integer, oneOf, required, struct, text, unserved } from "../schema.ts";

export const modifyClusterAttribute = defineAction({
  service: "tke",
  name: "ModifyClusterAttribute",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    ProjectId: integer(),
    ClusterName: text(),
    ClusterDesc: text(),
    ClusterLevel: text(),
    AutoUpgradeClusterLevel: struct({ IsAutoUpgrade: required(flag()) }),
    QGPUShareEnable: flag(),
    ClusterProperty: struct({ NodeNameType: oneOf("lan-ip") }),
    IsHighAvailability: flag(),
    SecurityModeConfig: unserved("object", "leave it out."),
  }),
  errors: ["ResourceNotFound"],
  handle({ tables }, request) {
    const before = findCluster(tables, request.ClusterId);
    checkLength(request.ClusterName ?? "", "ClusterName", LIMITS.NAME_CHARACTERS);
    const cluster = tables.clusters.put({
      ...before,
      name: request.ClusterName ?? before.name,
      description: request.ClusterDesc ?? before.description,
      level: request.ClusterLevel ?? before.level,
      projectId: request.ProjectId ?? before.projectId,
    });
    return {
      ProjectId: cluster.projectId,
      ClusterName: cluster.name,
      ClusterDesc: cluster.description,
      ClusterLevel: cluster.level,
      AutoUpgradeClusterLevel: { IsAutoUpgrade: false },
      QGPUShareEnable: false,
      ClusterProperty: { NodeNameType: "lan-ip" },
      IsHighAvailability: false,
      SecurityModeConfig: { Enabled: false, Namespaces: [], Labels: [] },
    };
  },
});
