import type { Command } from "../shell/command.ts";
import { Terminal } from "../terminal/terminal.ts";

/** Programs about the terminal. */
export const TERMINAL: readonly Command[] = [
  {
    name: "clear",
    aliases: ["reset"],
    run: ({ stdout }) => {
      if (stdout.isTerminal) stdout.write("\x1b[H\x1b[2J");
      return 0;
    },
  },
  {
    name: "tty",
    run: ({ stdin, stdout }) => {
      const terminal = stdin instanceof Terminal;
      stdout.write(terminal ? "/dev/pts/0\n" : "not a tty\n");
      return terminal ? 0 : 1;
    },
  },
  {
    name: "stty",
    run: ({ args, stdin, stdout, stderr }) => {
      if (!(stdin instanceof Terminal)) {
        stderr.write("stty: 'standard input': Inappropriate ioctl for device\n");
        return 1;
      }
      const { rows, columns } = stdin.size;
      if (args[0] === "size") stdout.write(`${rows} ${columns}\n`);
      else if (args.length === 0) stdout.write(`speed 38400 baud; rows ${rows}; columns ${columns};\n`);
      return 0;
    },
  },
];
