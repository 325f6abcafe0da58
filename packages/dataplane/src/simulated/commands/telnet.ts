import { describeFailure, dial } from "../dial.ts";
import { chooseAddress, lookUp } from "../name-service.ts";
import { TcpStream } from "../tcp-stream.ts";
import { pump } from "./pump.ts";
import type { Command } from "../shell/command.ts";

/** People try a port with it: what counts is whether it connects. */
export const telnet: Command = {
  name: "telnet",
  summary: { zh: "试一个 TCP 端口（telnet 地址 端口）", en: "try a TCP port (telnet ADDRESS PORT)" },
  run: async (context) => {
    const { args, stdout, stderr, shell, job } = context;
    const [host, portText = "23"] = args.filter((arg) => !arg.startsWith("-"));
    const port = /^\d{1,5}$/.test(portText) ? Number(portText) : 0;
    if (host === undefined || port < 1 || port > 65_535) {
      stderr.write("Usage: telnet ADDRESS PORT\n");
      return 1;
    }
    const address = chooseAddress(lookUp(host, shell.place), null);
    if (address === null) {
      stderr.write(`telnet: could not resolve ${host}/${portText}: Temporary failure in name resolution\n`);
      return 1;
    }
    stdout.write(`Trying ${address}...\n`);
    const attempt = await dial(shell, stderr, job, address, port, Infinity);
    if (attempt.kind !== "connected") {
      stderr.write(`telnet: Unable to connect to remote host: ${describeFailure(attempt)}\n`);
      return 1;
    }
    stdout.write(`Connected to ${host}.\nEscape character is '^]'.\n`);
    await pump(context, new TcpStream(attempt));
    stdout.write("Connection closed by foreign host.\n");
    return 1;
  },
};
