import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { ROOT, run } from "./run.ts";

const LAB = `${ROOT}packages/lab-scripts/src/main.ts`;

/** The browser that the page tests drive. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * As root on a machine with apt, installs what the tests run: the data plane's programs as `lab up` would, and a browser.
 * Elsewhere nothing is installed. Says first what this machine can do; tests that miss something say so by name.
 */
export function ensureTestPrograms(): void {
  run(process.execPath, [LAB, "doctor", ...(process.getuid?.() === 0 ? ["--install"] : [])]);
  ensureBrowser();
}

function ensureBrowser(): void {
  if (CHROMIUM.some((file) => existsSync(file))) return;
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.error("installing chromium and fonts-noto-cjk for the page tests …");
  const apt = (...args: string[]): number | null =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status;
  const packages = ["install", "-y", "--no-install-recommends", "chromium", "fonts-noto-cjk"];
  if (apt(...packages) !== 0 && apt("update") === 0) apt(...packages);
}
