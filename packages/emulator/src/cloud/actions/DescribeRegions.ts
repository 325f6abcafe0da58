import { defineAction } from "../action.ts";
import { regionNames } from "../regions.ts";
import { struct } from "../schema.ts";

/** All regions that this sandbox knows; the account lives in one of them, the others are shown as unavailable. */
export const describeRegions = defineAction({
  service: "cvm",
  name: "DescribeRegions",
  changes: false,
  request: struct({}),
  errors: [],
  handle({ account, language }) {
    const regions = regionNames().map(({ id, zh, en }) => ({
      Region: id,
      RegionName: language === "zh-CN" ? zh : en,
      RegionState: id === account.region ? "AVAILABLE" : "UNAVAILABLE",
    }));
    return { TotalCount: regions.length, RegionSet: regions };
  },
});
