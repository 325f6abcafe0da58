import type { ExecStreams } from "./clients/exec-socket.ts";
import type { Context } from "./context.ts";

/** Where there is no terminal to ask. */
const DEFAULT_SIZE = { columns: 80, rows: 24 };

/**
 * Joins our own standard streams to a remote command: raw keys and resizing when it wants a terminal and we are on one.
 *
 * @returns the streams, and what to call when the command has ended
 */
export function joinStreams(
  { output }: Context,
  options: { readonly interactive: boolean; readonly terminal: boolean },
): { readonly streams: ExecStreams; readonly leave: () => void } {
  const { stdin, stdout } = process;
  const onTerminal = options.terminal && stdin.isTTY === true && stdout.isTTY === true;
  if (onTerminal) stdin.setRawMode(true);
  return {
    streams: {
      stdout: output.raw,
      stderr: output.rawError,
      ...(options.interactive ? { stdin } : {}),
      ...(options.terminal
        ? {
            terminal: {
              size: () => (onTerminal ? { columns: stdout.columns, rows: stdout.rows } : DEFAULT_SIZE),
              onResize: (listener) => {
                stdout.on("resize", listener);
                return () => void stdout.off("resize", listener);
              },
            },
          }
        : {}),
    },
    leave: () => {
      if (onTerminal) stdin.setRawMode(false);
      stdin.unref?.();
    },
  };
}
