import { defineAction } from "../action.ts";
import { list, required, struct, text } from "../schema.ts";

/** Log collection is never on in a sandbox. */
const OFF = {
  Enable: false,
  ErrorMsg: "",
  LogsetId: "",
  Status: "",
  TopicId: "",
  TopicRegion: "",
  UpgradeAble: false,
  Version: "",
} as const;

export const describeLogSwitches = defineAction({
  service: "tke",
  name: "DescribeLogSwitches",
  changes: false,
  request: struct({ ClusterIds: required(list(text())), ClusterType: text() }),
  errors: ["InternalError.Param"],
  handle({ tables }, { ClusterIds }) {
    const known = ClusterIds.filter((id) => tables.clusters.get(id) !== undefined);
    return {
      SwitchSet: known.map((ClusterId) => ({ ClusterId, Audit: OFF, Event: OFF, Log: OFF, MasterLog: OFF })),
    };
  },
});
