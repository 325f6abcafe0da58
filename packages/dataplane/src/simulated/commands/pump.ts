import type { CommandContext } from "../shell/command.ts";
import { TcpStream } from "../tcp-stream.ts";

/** What is typed goes to the other side, what it says is shown; over when either side has ended. */
export async function pump(context: CommandContext, stream: TcpStream): Promise<void> {
  const { stdin, stdout, job } = context;
  const both = job.child();
  const sending = async (): Promise<void> => {
    for (let text = await stdin.read(both); text !== null; text = await stdin.read(both)) {
      if (!stream.closed) stream.write(text);
    }
    stream.close();
  };
  const showing = async (): Promise<void> => {
    for (let text = await stream.read(both); text !== null; text = await stream.read(both)) stdout.write(text);
  };
  // The reader of the keyboard waits for a line that may never come: it ends with the connection.
  const sent = sending().catch(() => {});
  await showing();
  both.end(0);
  await sent;
}
