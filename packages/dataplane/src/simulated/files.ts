/** Characters that one file may hold: enough to play with, too little to fill the memory. */
const LARGEST_FILE = 1_048_576;

/** A container's or node's files: what it came with, and what was written over it since. Gone when it starts again. */
export class Files {
  readonly #given: () => ReadonlyMap<string, string>;
  readonly #written = new Map<string, string>();
  readonly #removed = new Set<string>();

  /** @param given computed anew for each reading, so that it follows the snapshot */
  constructor(given: () => ReadonlyMap<string, string>) {
    this.#given = given;
  }

  /** Null where there is no such file. */
  read(path: string): string | null {
    if (path === "/dev/null") return "";
    if (this.#removed.has(path)) return null;
    return this.#written.get(path) ?? this.#given().get(path) ?? null;
  }

  /** @returns false where there is no folder to put it in, the path is a folder, or the text is too large */
  write(path: string, text: string): boolean {
    if (path === "/dev/null") return true;
    if (text.length > LARGEST_FILE || this.isFolder(path) || !this.isFolder(parentOf(path))) return false;
    this.#removed.delete(path);
    this.#written.set(path, text);
    return true;
  }

  /** @returns false where there is no such file */
  remove(path: string): boolean {
    if (this.read(path) === null) return false;
    this.#written.delete(path);
    this.#removed.add(path);
    return true;
  }

  isFolder(path: string): boolean {
    const inside = path === "/" ? "/" : `${path}/`;
    return EMPTY_FOLDERS.includes(path) || this.#paths().some((file) => file.startsWith(inside));
  }

  /** Names in a folder, sorted. */
  list(folder: string): readonly string[] {
    const inside = folder === "/" ? "/" : `${folder}/`;
    const all = [...this.#paths(), ...EMPTY_FOLDERS].filter((path) => path.startsWith(inside) && path !== inside);
    return [...new Set(all.map((path) => path.slice(inside.length).split("/")[0]!))].sort();
  }

  #paths(): string[] {
    return [...this.#given().keys(), ...this.#written.keys()].filter((path) => !this.#removed.has(path));
  }
}

/** Folders that are there though nothing is in them. */
const EMPTY_FOLDERS: readonly string[] = [
  "/",
  "/bin",
  "/dev",
  "/proc",
  "/root",
  "/run",
  "/sys",
  "/tmp",
  "/var",
  "/var/log",
];

/** `..`, `.` and double slashes resolved; relative to a folder. */
export function resolvePath(folder: string, path: string): string {
  const parts: string[] = [];
  for (const part of (path.startsWith("/") ? path : `${folder}/${path}`).split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function parentOf(path: string): string {
  return resolvePath("/", `${path}/..`);
}
