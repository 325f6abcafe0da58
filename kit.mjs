#!/usr/bin/env node
// Bootstrap: plain JS without dependencies. Here, syntax that any Node can read, so that an old one gets a sentence and not a
// stack; what follows is in scripts/kit/ and wants Node 18.
const OLDEST_HOST_NODE = 18;

if (Number(process.versions.node.split(".")[0]) < OLDEST_HOST_NODE) {
  process.stderr.write(
    `Node ${process.version} 太旧：至少要 ${OLDEST_HOST_NODE}。\n` +
      `Node ${process.version} is too old: ${OLDEST_HOST_NODE} or newer is needed.\n`,
  );
  process.exitCode = 3;
} else {
  void import("./scripts/kit/main.mjs").then(({ main }) => main(process.argv.slice(2)));
}
