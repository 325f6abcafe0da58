import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where system programs are also looked for: an ordinary user's PATH often lacks these. */
const SYSTEM_FOLDERS = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

/** The first executable file of that name, or null. */
export function findProgram(name: string, path: string | undefined, { alsoSystem = false } = {}): string | null {
  const folders = [
    ...(path ?? "").split(delimiter).filter((folder) => folder !== ""),
    ...(alsoSystem ? SYSTEM_FOLDERS : []),
  ];
  // What is started without a shell on Windows has to be an .exe.
  const fileName = process.platform === "win32" ? `${name}.exe` : name;
  for (const folder of folders) {
    const file = join(folder, fileName);
    try {
      accessSync(file, constants.X_OK);
      if (statSync(file).isFile()) return file;
    } catch {
      // not here: look in the next folder
    }
  }
  return null;
}
