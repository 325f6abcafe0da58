import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
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
  readText(name: LabFile): string;
  remove(name: LabFile): void;
}

export type LabFile =
  | "settings.json"
  | "lab.json"
  | "baseline.json"
  | "attempt.json"
  | "supervisor.json"
  | "supervisor.lock"
  | "work.lock"
  | "supervisor.log"
  | "bug-reports"
  | "ports.json"
  | "page.json"
  | "data-plane.json"
  | "store.sqlite"
  | "store.sqlite-wal"
  | "store.sqlite-shm"
  | "kubeconfig"
  | "outputs.json"
  | "cluster-record.json"
  | "parity.json"
  | "pulumi"
  | "pulumi-work"
  | "pulumi-passphrase.json"
  | "infra"
  | "work"
  | "work/deployment.yaml"
  | "desk"
  | `${"desk/lab" | "work/lab" | "desk/kubectl" | "desk/tccli"}${"" | ".cmd"}`;

/** Makes the lab's folder if need be. @throws LabError when somebody else owns it or it can't be written */
export function prepareLabFolder({ root }: LabFolder): void {
  try {
    for (const name of ["work", "desk"]) mkdirSync(join(root, name), { recursive: true, mode: 0o700 });
    if (process.getuid && statSync(root).uid === process.getuid()) chmodSync(root, 0o700);
  } catch (error) {
    throw explainSystem(error, root);
  }
}

/** The lab's folder, whether or not it is there. */
export function openLabFolder(root: string): LabFolder {
  const path = (name: LabFile): string => join(root, name);
  const writeText = (name: LabFile, text: string): void => {
    const beside = `${path(name)}.${process.pid}.new`;
    try {
      mkdirSync(dirname(beside), { recursive: true, mode: 0o700 });
      writeFileSync(beside, text, { mode: 0o600 });
      renameSync(beside, path(name));
    } catch (error) {
      rmSync(beside, { force: true });
      throw explainSystem(error, root);
    }
  };
  return {
    root,
    path,
    exists: (name) => existsSync(path(name)),
    readJson: (name, check) => readJson(path(name), check),
    writeJson: (name, value) => writeText(name, `${JSON.stringify(value, null, 2)}\n`),
    writeText,
    readText: (name) => readFileSync(path(name), "utf8"),
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
  if (!check(value)) throw hasVersion(value) ? otherVersion(file) : damaged(file, "unexpected content");
  return value;
}

/** What a full disk, a read-only file system and another owner have in common: the reader can do something about it. */
export function explainSystem(error: unknown, root: string | null = null): unknown {
  if (error instanceof LabError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? "";
  if (code === "ENOSPC" || code === "EDQUOT") {
    const text = message("folder.no-space", { folder: root ?? ".lab" });
    return new LabError("NoSpace", text, message("folder.no-space.hint"));
  }
  if (root === null || !["EACCES", "EPERM", "EROFS", "ENOTDIR", "EEXIST"].includes(code)) return error;
  const text = message("folder.not-writable", { folder: root, reason: code });
  return new LabError("LabFolderNotWritable", text, message("folder.not-writable.hint"));
}

/** Ours, and whole, but not of a version that we know. */
function hasVersion(value: unknown): boolean {
  return typeof (value as { version?: unknown } | null)?.version === "number";
}

function otherVersion(file: string): LabError {
  return new LabError("OtherVersion", message("folder.other-version", { file }), message("folder.other-version.hint"));
}

function damaged(file: string, reason: string): LabError {
  return new LabError("LabFileDamaged", message("folder.damaged", { file, reason }), message("folder.damaged.hint"));
}
