import { nginxServer } from "../nginx/respond.ts";
import type { Command, CommandContext } from "../shell/command.ts";
import { lastValue, readOptions, type OptionSpec } from "./options.ts";

const SPEC: OptionSpec = {
  "-g": { key: "directives", value: true },
  "-c": { key: "ignored", value: true },
  "-p": { key: "ignored", value: true },
  "-s": { key: "signal", value: true },
  "-t": { key: "test", value: false },
  "-v": { key: "version", value: false },
  "-V": { key: "version", value: false },
};

export const nginx: Command = {
  name: "nginx",
  summary: { zh: "网页服务器", en: "the web server" },
  run: (context) => {
    const options = readOptions(context.args, SPEC);
    const { stderr } = context;
    if (options.problem !== null)
      return complain(stderr, `nginx: invalid option: "${options.problem.option.slice(1)}"`, 1);
    if (options.flags.has("version")) return complain(stderr, "nginx version: nginx (simulated)", 0);
    if (options.flags.has("test"))
      return complain(stderr, "nginx: configuration file /etc/nginx/nginx.conf test is successful", 0);
    const signal = lastValue(options, "signal");
    if (signal !== null) return control(context, signal);
    const foreground = /daemon\s+off/.test(lastValue(options, "directives") ?? "");
    return start(context, foreground);
  },
};

function complain(stderr: CommandContext["stderr"], line: string, status: number): number {
  stderr.write(`${line}\n`);
  return status;
}

async function start({ shell, job, stderr }: CommandContext, foreground: boolean): Promise<number> {
  const { place, surroundings } = shell;
  const { listeners } = place.machine();
  const serve = nginxServer(place.files, surroundings.clock, place.log);
  for (const port of place.servePorts()) {
    if (listeners.listenTcp(place.owner, port, serve)) continue;
    return complain(stderr, `nginx: [emerg] bind() to 0.0.0.0:${port} failed (98: Address already in use)`, 1);
  }
  if (!foreground) return 0;
  // Until the container ends it, or `nginx -s stop` takes its ports away.
  while (place.servePorts().some((port) => listeners.tcp(port) === serve)) await listeners.changed(job);
  return 0;
}

function control({ shell, stderr }: CommandContext, signal: string): number {
  if (signal === "reload" || signal === "reopen") return 0;
  if (signal !== "stop" && signal !== "quit") return complain(stderr, `nginx: invalid option: "-s ${signal}"`, 1);
  shell.place.machine().listeners.close(shell.place.owner);
  return 0;
}
