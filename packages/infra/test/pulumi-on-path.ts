import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

/** Puts the stand-in first on PATH under the CLI's name. @returns takes it away again */
export function standInOnPath(): { readonly folder: string; remove(): void } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "podpath-stand-in-"));
  const entry = fileURLToPath(new URL("./stand-in-pulumi.ts", import.meta.url));
  const script = `#!/bin/sh\nexec '${process.execPath}' --disable-warning=ExperimentalWarning '${entry}' "$@"\n`;
  fs.writeFileSync(path.join(folder, "pulumi"), script, { mode: 0o755 });
  const before = process.env["PATH"];
  process.env["PATH"] = `${folder}${path.delimiter}${before ?? ""}`;
  return {
    folder,
    remove() {
      process.env["PATH"] = before;
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
