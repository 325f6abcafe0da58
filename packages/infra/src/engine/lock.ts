import { DatabaseSync } from "node:sqlite";
import * as fs from "node:fs";
import * as path from "node:path";
import { InfraError } from "./infra-error.ts";
import { LIMITS } from "./limits.ts";

/**
 * One run at a time in a folder. A lock of SQLite is one of the operating system's: it goes with its process, however
 * that dies, so there is no stale one to be judged.
 *
 * @returns lets go
 * @throws InfraError when another run still holds it after a short wait
 */
export function lockFolder(stateDir: string): () => void {
  fs.mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(path.join(stateDir, "infra.lock"), { timeout: LIMITS.LOCK_TIMEOUT_MS });
  try {
    database.exec("BEGIN EXCLUSIVE");
  } catch {
    database.close();
    throw busy();
  }
  return () => database.close();
}

function busy(): InfraError {
  return new InfraError({
    code: "Infra.Busy",
    text: {
      zh: "另一个 lab 命令正在搭建或拆除这个演练。",
      en: "Another lab command is building or removing this drill.",
    },
    hint: { zh: "等它结束，再运行一次。", en: "Wait for it to end, then run this again." },
  });
}
