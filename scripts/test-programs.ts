import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** What the kernel and browser tests run, and Debian's package of each. nginx is handled by the lab itself. */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * As root on a machine with apt, installs the browser that the page tests drive. Elsewhere nothing is installed: tests that
 * miss it say so by name.
 */
export function ensureTestPrograms(): void {
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
