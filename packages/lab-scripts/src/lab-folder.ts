import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LabError } from "./lab-error.ts";
import { message } from "./text/translate.ts";

/** Files of one lab, all inside the private folder `.lab/` (0700, files 0600). */
export interface LabFolder {
  readonly root: string;
  path(name: LabFile): string;
  exists(name: LabFile): boolean;
  /** @returns undefined when there is no such file */
  readJson<T>(name: LabFile, check: (value: unknown) => value is T): T | undefined;
  /** Whole or not at all: written beside and renamed. */
  writeJson(name: LabFile, value: unknown): void;
  writeText(name: LabFile, text: string): void;
  remove(name: LabFile): void;
}

export type LabFile =
  | "settings.json"
  | "lab.json"
  | "baseline.json"
  | "attempt.json"
  | "supervisor.json"
  | "supervisor.lock"
  | "supervisor.log"
  | "ports.json"
  | "data-plane.json"
  | "store.sqlite"
  | "store.sqlite-wal"
  | "store.sqlite-shm"
  | "kubeconfig"
  | "infra"
  | "work"
  | "work/deployment.yaml"
  | "desk"
  | "desk/lab"
  | "desk/kubectl"
  | "desk/tccli";

/** Opens, and makes if need be, the lab's folder. @throws LabError when somebody else owns it or it can't be written */
export function openLabFolder(root: string): LabFolder {
  try {
    for (const name of ["work", "desk"]) mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    if (process.getuid && statSync(root).uid === process.getuid()) chmodSync(root, 0o700);
  } catch (error) {
    throw new LabError(
      "LabFolderNotWritable",
      message("folder.not-writable", { folder: root, reason: (error as NodeJS.ErrnoException).code ?? String(error) }),
      message("folder.not-writable.hint", { folder: root }),
    );
  }
  const path = (name: LabFile): string => join(root, name);
  const writeText = (name: LabFile, text: string): void => {
    const beside = `${path(name)}.${process.pid}.new`;
    writeFileSync(beside, text, { mode: 0o600 });
    renameSync(beside, path(name));
  };
  return {
    root,
    path,
    exists: (name) => existsSync(path(name)),
    readJson: (name, check) => readJson(path(name), check),
    writeJson: (name, value) => writeText(name, `${JSON.stringify(value, null, 2)}\n`),
    writeText,
    remove: (name) => rmSync(path(name), { recursive: true, force: true }),
  };
}

function readJson<T>(file: string, check: (value: unknown) => value is T): T | undefined {
  if (!existsSync(file)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw damaged(file, String(error));
  }
  if (!check(value)) throw damaged(file, "unexpected content");
  return value;
}

function damaged(file: string, reason: string): LabError {
  return new LabError("LabFileDamaged", message("folder.damaged", { file, reason }), message("folder.damaged.hint"));
}
