import { KUBERNETES_VERSIONS } from "../../tke/versions.ts";
import { defineAction } from "../action.ts";
import { struct } from "../schema.ts";

export const describeVersions = defineAction({
  service: "tke",
  name: "DescribeVersions",
  changes: false,
  request: struct({}),
  errors: [],
  handle: () => ({
    TotalCount: KUBERNETES_VERSIONS.length,
    VersionInstanceSet: KUBERNETES_VERSIONS.map((Version) => ({ Name: "k8s", Version, Remark: "" })),
  }),
});
