/** Kubernetes' exec protocol: one channel byte, then the data. */
const CHANNEL = { stdin: 0, stdout: 1, error: 3, resize: 4 } as const;

/** A remote terminal's ends. */
export interface Shell {
  type(text: string): void;
  resize(columns: number, rows: number): void;
  close(): void;
}

export interface ShellListeners {
  readonly onOpen: () => void;
  readonly onOutput: (bytes: Uint8Array) => void;
  /** @param status null when the connection was cut before the shell had ended */
  readonly onEnd: (status: number | null) => void;
}

export function attachShell(socket: WebSocket, { onOpen, onOutput, onEnd }: ShellListeners): Shell {
  socket.binaryType = "arraybuffer";
  const encoder = new TextEncoder();
  const send = (channel: number, text: string): void => {
    if (socket.readyState !== WebSocket.OPEN) return;
    const data = encoder.encode(text);
    const frame = new Uint8Array(data.length + 1);
    frame[0] = channel;
    frame.set(data, 1);
    socket.send(frame);
  };
  let status: number | null = null;
  socket.onopen = onOpen;
  socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
    const bytes = new Uint8Array(data);
    if (bytes[0] === CHANNEL.stdout) onOutput(bytes.subarray(1));
    else if (bytes[0] === CHANNEL.error) status = statusOf(new TextDecoder().decode(bytes.subarray(1)));
  };
  socket.onclose = () => onEnd(status);
  return {
    type: (text) => send(CHANNEL.stdin, text),
    resize: (columns, rows) => send(CHANNEL.resize, JSON.stringify({ Width: columns, Height: rows })),
    close: () => {
      socket.onclose = null;
      socket.close();
    },
  };
}

interface Status {
  readonly status?: string;
  readonly details?: { readonly causes?: readonly { readonly reason?: string; readonly message?: string }[] };
}

function statusOf(text: string): number | null {
  const { status, details } = JSON.parse(text) as Status;
  if (status === "Success") return 0;
  const exit = details?.causes?.find(({ reason }) => reason === "ExitCode")?.message;
  return exit === undefined ? null : Number(exit);
}
