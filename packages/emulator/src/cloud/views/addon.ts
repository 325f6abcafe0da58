import { encodeBase64 } from "../../text.ts";
import type { AddonRecord } from "../records.ts";
import { isoTime } from "../time.ts";

export function wireAddon(addon: AddonRecord) {
  return {
    AddonName: addon.name,
    AddonVersion: addon.version,
    RawValues: encodeBase64(JSON.stringify(addon.values)),
    Phase: "Succeeded",
    Reason: "",
    CreateTime: isoTime(addon.createdAt),
  };
}
