import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { NamedRecording } from "./evidence.ts";
import { parseRecording } from "./recording.ts";

/** Paths of the recordings that came with this version of PodPath, by name. */
export function shippedRecordings(root: string): readonly string[] {
  const folder = join(root, "docs", "recordings");
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return names.toSorted().map((name) => join(folder, name));
}

/** @throws RecordingError that says what of the file is wrong */
export function readRecordings(files: readonly string[]): readonly NamedRecording[] {
  return files.map((file) => ({
    file: file.slice(file.lastIndexOf("/") + 1),
    recording: parseRecording(readFileSync(file, "utf8")),
  }));
}
