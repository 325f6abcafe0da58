import { readFileSync } from "node:fs";
import { delimiter } from "node:path";
import type { Caller } from "./identity.ts";

/** What this package asks about its caller; nothing else of the environment is read. */
export function caller(): Caller {
  return { uid: process.getuid?.() ?? -1, highestId: Math.min(highestIn("uid_map"), highestIn("gid_map")) };
}

/** A line of an id map is: first id inside, first id outside, how many. */
function highestIn(map: "uid_map" | "gid_map"): number {
  const lines = readFileSync(`/proc/self/${map}`, "latin1").trim().split("\n");
  const ends = lines.map((line) => {
    const [first = 0, , count = 0] = line.trim().split(/\s+/).map(Number);
    return first + count - 1;
  });
  return Math.max(...ends);
}

export function callerPath(): readonly string[] {
  return (process.env["PATH"] ?? "").split(delimiter).filter((directory) => directory.startsWith("/"));
}

export function callerPlatform(): NodeJS.Platform {
  return process.platform;
}
