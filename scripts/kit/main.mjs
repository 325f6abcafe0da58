import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { install } from "./install.mjs";
import { chooseNode, rememberNode } from "./node.mjs";
import { kitEnvironment } from "./npm.mjs";
import { EXIT, inLanguage, KitError, run, runWithClock, say } from "./process.mjs";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const bin = join(root, "node_modules", ".bin");
/** As cmd and PowerShell both take it, and any other shell. */
const LAB = process.platform === "win32" ? ".\\lab" : "./lab";

/** @type {Readonly<Record<string, (words: readonly string[]) => number | Promise<number>>>} */
const COMMANDS = {
  start,
  test: (words) => runScript("test", words),
  build: (words) => runScript("build", words),
  bench: (words) => runScript("bench", words),
  // These two are for somebody who has installed already: they change nothing.
  check: (words) => runNode([join(root, "scripts", "check.ts"), ...words]),
  lab: (words) => runLab(words),
};

/** @param {readonly string[]} argv */
export async function main([command = "start", ...words]) {
  try {
    const known = COMMANDS[command];
    if (!known) throw unknownCommand(command);
    process.exitCode = await known(words);
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.status;
  }
}

/**
 * Two stages: what the drill needs, and the learner can begin; then the rest, and the guide is built. When the second fails,
 * the drill still stands.
 *
 * @param {readonly string[]} words for `lab up`
 */
async function start(words) {
  say("[1/2] 安装演练所需的依赖……", "[1/2] Installing what the drill needs …");
  install(root, environment(), "drill");
  const up = runLab(["up", ...words]);
  if (up !== 0) return up;
  say(
    "\n现在就可以开始：另开一个终端，照上面两行做。这里继续准备教程。",
    "You can begin now, in another terminal, with the two lines above. Here the guide is being prepared.",
  );
  if (!(await buildGuide())) {
    say(
      "教程没有准备好，原因见上；演练本身不受影响。再运行一次 npm start 会接着做。",
      "The guide could not be prepared, see above; the drill itself is not affected. Run npm start again to continue.",
    );
  }
  process.stderr.write("\n");
  runLab(["status", "--brief"]);
  return up;
}

/** @returns {Promise<boolean>} whether the guide stands */
async function buildGuide() {
  try {
    say("[2/2] 安装其余部分……", "[2/2] Installing the rest …");
    install(root, environment(), "guide");
    const args = ["run", "build", "--output-logs=errors-only", "--log-prefix=none"];
    const what = inLanguage("正在构建教程", "building the guide", " / ");
    return (await runWithClock({ cwd: root, env: environment() }, join(bin, "turbo"), args, what)) === 0;
  } catch (error) {
    if (!(error instanceof KitError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return false;
  }
}

/** @param {string} name @param {readonly string[]} words */
function runScript(name, words) {
  install(root, environment(), "everything");
  return runNode([join(root, "scripts", `${name}.ts`), ...words]);
}

/** @param {readonly string[]} words */
function runLab(words) {
  if (!existsSync(join(root, "packages", "lab-scripts", "node_modules"))) {
    throw new KitError(EXIT.environment, "依赖还没安装。先运行 npm start。", "Not installed yet. Run npm start first.");
  }
  const entry = join(root, "packages", "lab-scripts", "src", "main.ts");
  return runNode(["--disable-warning=ExperimentalWarning", entry, ...words]);
}

/** @param {readonly string[]} args */
function runNode(args) {
  const node = chooseNode(root);
  rememberNode(root, node);
  const { PODPATH_INVOCATION = LAB } = process.env;
  return run({ cwd: root, env: { ...environment(), PODPATH_INVOCATION } }, node, args);
}

function environment() {
  const { NODE_COMPILE_CACHE = join(root, "node_modules", ".cache", "compile") } = process.env;
  const folders = [bin, join(root, "runtime", "node_modules", ".bin")];
  return { ...kitEnvironment(process.env, folders), NODE_COMPILE_CACHE };
}

/** @param {string} command */
function unknownCommand(command) {
  const known = Object.keys(COMMANDS).join(" ");
  return new KitError(
    EXIT.usage,
    `没有“${command}”，可选：${known}`,
    `There is no “${command}”; choose from: ${known}`,
  );
}
