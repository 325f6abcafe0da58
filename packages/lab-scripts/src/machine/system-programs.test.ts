import { expect, test } from "vitest";
import { installCommandOf, type Manager } from "./system-programs.ts";

// prettier-ignore
test.each<[Manager, string]>([
  ["apt",    "sudo apt-get install -y --no-install-recommends iproute2 nftables bubblewrap util-linux bsdutils"],
  ["dnf",    "sudo dnf install -y iproute nftables bubblewrap util-linux /usr/bin/script"],
  ["yum",    "sudo yum install -y iproute nftables bubblewrap util-linux /usr/bin/script"],
  ["apk",    "sudo apk add iproute2 nftables bubblewrap util-linux-misc setpriv"],
  ["pacman", "sudo pacman -S --noconfirm iproute2 nftables bubblewrap util-linux"],
])("%s: one command, each package once", (manager, command) => {
  expect(installCommandOf(manager, ["ip", "nft", "bwrap", "unshare", "nsenter", "setpriv", "script"])).toBe(command);
});
