import type { DataPlane, Execution, ExecTarget, Flow } from "@podpath/access-path";

/** How long a client waits for an answer, in seconds: less than TCP takes to send again, which would be counted again. */
const PATIENCE = 0.9;

/**
 * Reads a flow a line, and says for each by its number how it ended. All of them run beside each other, so that one that is
 * waited out holds up none.
 */
const script = (patience: number) => `
connect='exec 3<>"/dev/tcp/$0/$1"'
send='echo > "/dev/udp/$0/$1"'
while read -r id protocol host port; do
  {
    case $protocol in
      tcp) timeout ${patience} bash -c "$connect" "$host" "$port" ;;
      udp) bash -c "$send" "$host" "$port" ;;
      *) ping -n -c 1 -W ${patience} "$host" > /dev/null ;;
    esac
    echo "$id $protocol $?"
  } 2> /dev/null &
done
wait
`;

export type Answer = "answered" | "refused" | "silence";

/** Sends single packets from one Pod or node, without a new command for each. */
export class Sender {
  readonly #execution: Execution;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #heard = "";
  #sent = 0;

  constructor(plane: DataPlane, target: ExecTarget, patience = PATIENCE) {
    const sink = { stdout: (chunk: Uint8Array) => this.#hear(Buffer.from(chunk).toString()), stderr: () => {} };
    this.#execution = plane.exec({ target, command: ["bash", "-c", script(patience)], stdin: true }, sink);
  }

  send({ protocol, destination, destinationPort }: Flow): Promise<Answer> {
    const id = this.#sent++;
    this.#execution.write(Buffer.from(`${id} ${protocol} ${destination} ${destinationPort ?? 0}\n`));
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  close(): void {
    this.#execution.endInput();
  }

  #hear(text: string): void {
    const lines = (this.#heard + text).split("\n");
    this.#heard = lines.pop()!;
    for (const line of lines) {
      const [id, protocol, status] = line.split(" ") as [string, string, string];
      this.#waiting.get(Number(id))?.(answerOf(protocol, Number(status)));
      this.#waiting.delete(Number(id));
    }
  }
}

/** bash's connect fails with 1 when it is refused; `timeout` ends with 124; ping with 1 when no answer came. */
function answerOf(protocol: string, status: number): Answer {
  if (status === 0) return "answered";
  return protocol === "tcp" && status === 1 ? "refused" : "silence";
}
