import { isObject, mergeJson, type JsonObject } from "../../tke/json-merge.ts";
import { decodeBase64 } from "../../text.ts";
import { defineAction } from "../action.ts";
import { findAddon } from "../clusters.ts";
import { CloudError } from "../errors.ts";
import { flag, oneOf, required, struct, text } from "../schema.ts";

/** Settings that no add-on knows are kept and have no effect, as in the cloud: a wrong path in them is a learner's to find. */
export const updateAddon = defineAction({
  service: "tke",
  name: "UpdateAddon",
  changes: true,
  request: struct({
    ClusterId: required(text()),
    AddonName: required(text()),
    AddonVersion: text(),
    RawValues: text(),
    UpdateStrategy: oneOf("merge", "replace"),
    DryRun: flag(),
  }),
  errors: ["UnknownParameter"],
  handle({ tables }, request) {
    const addon = findAddon(tables, request.ClusterId, request.AddonName);
    const { AddonVersion: version = "", RawValues: raw = "", UpdateStrategy = "merge", DryRun = false } = request;
    if (version === "" && raw === "") {
      throw new CloudError("MissingParameter", "`RawValues` or `AddonVersion` must be given.");
    }
    if (version !== "" && !/^v?\d+\.\d+\.\d+$/.test(version)) {
      throw new CloudError("InvalidParameter", `\`AddonVersion\` is \`${version}\`; write it as 3.11.0.`);
    }
    const given = raw === "" ? null : parseValues(raw);
    const values = given === null ? addon.values : UpdateStrategy === "merge" ? mergeJson(addon.values, given) : given;
    if (!DryRun) tables.addons.put({ ...addon, version: version === "" ? addon.version : version, values });
    return {};
  },
});

function parseValues(raw: string): JsonObject {
  const json = decodeBase64(raw);
  try {
    const values: unknown = JSON.parse(json ?? "");
    if (isObject(values)) return values;
  } catch {
    // Answered below, as everything else that is no object.
  }
  throw new CloudError("InvalidParameter", "`RawValues` must be base64 of a JSON object.");
}
