/**
 * A STAND-IN for the Pulumi CLI, for tests where the real one can't be had. It takes the command lines that the Automation API
 * writes, speaks the real protocols (the program's language server, the resource monitor, the engine's events over gRPC) and
 * makes each resource with the embedded engine's handlers in the cloud that PODPATH_CLOUD_ENDPOINT names. What it does not
 * prove: the real CLI's own engine, its state files, and the Terraform provider.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { fileURLToPath } from "node:url";

const [verb = "", ...rest] = process.argv.slice(2);
const argv = [verb, ...rest];
const option = (name: string): string | undefined => {
  const at = argv.findIndex((word) => word === name || word.startsWith(`${name}=`));
  if (at === -1) return undefined;
  return argv[at]!.includes("=") ? argv[at]!.slice(name.length + 1) : argv[at + 1];
};
const backend = fileURLToPath(process.env["PULUMI_BACKEND_URL"] ?? backendOfProject());
const stackName = option("--stack") ?? rest.findLast((word) => !word.startsWith("-")) ?? "";
const folder = path.join(backend, ".stand-in", stackName.replaceAll("/", "_"));
const lockFile = path.join(folder, "lock");

process.exitCode = await main().catch((error: unknown) => {
  process.stderr.write(`error: ${(error as Error).message}\n`);
  return 255;
});
process.exit();

async function main(): Promise<number> {
  switch (`${verb} ${rest[0]?.startsWith("-") ? "" : (rest[0] ?? "")}`.trim()) {
    case "version":
      return say("v3.270.0");
    case "stack":
    case "stack select":
      if (!fs.existsSync(folder)) throw new Error(`no stack named '${stackName}' found`);
      return say("");
    case "stack init":
      fs.mkdirSync(folder, { recursive: true });
      return say(`Created stack '${stackName}'`);
    case "stack rm":
      fs.rmSync(folder, { recursive: true, force: true });
      return say("");
    case "stack output":
      return say(JSON.stringify(readOutputs()));
    case "stack history":
      return say(readHistory());
    case "stack export":
      return say(JSON.stringify(exported()));
    case "refresh":
      if (fs.existsSync(lockFile)) throw new Error("the stack is currently locked by 1 lock(s).");
      return say("");
    case "cancel":
      fs.rmSync(lockFile, { force: true });
      return say("");
    case "preview":
      return change("preview");
    case "up":
      return change("up");
    case "destroy":
      return change("destroy");
    default:
      return say("");
  }
}

function say(text: string): number {
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Of the real one's checkpoint: what the Automation API's users read. */
function exported(): object {
  const file = path.join(folder, "infra.json");
  const state = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : { resources: [] };
  return { version: 3, deployment: { resources: state.resources } };
}

function backendOfProject(): string {
  const project = fs.existsSync("Pulumi.yaml") ? fs.readFileSync("Pulumi.yaml", "utf8") : "";
  return /url:\s*(\S+)/.exec(project)?.[1] ?? "file:///nowhere";
}

function readOutputs(): unknown {
  const file = path.join(folder, "outputs.json");
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
}

function readHistory(): string {
  const file = path.join(folder, "history.json");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "[]";
}

/** Loaded only where it is needed: half of what the Automation API runs are small questions. */
async function change(kind: "preview" | "up" | "destroy"): Promise<number> {
  if (!fs.existsSync(folder)) throw new Error(`no stack named '${stackName}' found`);
  const { update } = await import("./stand-in-update.ts");
  await update({ kind, folder, stackName, lockFile, client: option("--client"), eventLog: option("--event-log") });
  return say(`${kind} done`);
}
