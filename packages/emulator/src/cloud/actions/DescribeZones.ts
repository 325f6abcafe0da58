import { defineAction } from "../action.ts";
import { zonesOf } from "../regions.ts";
import { struct } from "../schema.ts";

export const describeZones = defineAction({
  service: "cvm",
  name: "DescribeZones",
  changes: false,
  request: struct({}),
  errors: [],
  handle({ account, language }) {
    const zones = zonesOf(account.region).map((zone) => ({
      Zone: zone.id,
      ZoneName: language === "zh-CN" ? zone.zh : zone.en,
      ZoneId: zone.number,
      ZoneState: "AVAILABLE",
    }));
    return { TotalCount: zones.length, ZoneSet: zones };
  },
});
