import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What ran where, for the one who has to find out why two results differ. */
export function readVersions(root: string, dataPlane: string) {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string };
  return { podpath: version, node: process.version, platform: `${process.platform} ${process.arch}`, dataPlane };
}
