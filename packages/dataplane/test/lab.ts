import type { DataPlane, ExecEnd, ExecTarget, Snapshot } from "@podpath/access-path";
import { createNetnsDataPlane, type NetnsOptions } from "../src/netns/index.ts";

export interface Ran {
  readonly end: ExecEnd;
  /** The exit status, or null where the command never began. */
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A real lab for a test, closed at the end of the block that holds it. */
export async function openLab(snapshot: Snapshot, options: Partial<NetnsOptions> = {}): Promise<TestLab> {
  const lab = new TestLab(options);
  await lab.plane.realise(snapshot);
  return lab;
}

export class TestLab implements AsyncDisposable {
  readonly plane: DataPlane;
  readonly complaints: string[] = [];
  constructor(options: Partial<NetnsOptions> = {}) {
    this.plane = createNetnsDataPlane({ accountId: "test", log: (line) => this.complaints.push(line), ...options });
  }

  async run(target: ExecTarget, command: readonly string[], input?: string): Promise<Ran> {
    const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
    const execution = this.plane.exec(
      { target, command, stdin: input !== undefined },
      { stdout: (chunk) => out.push(chunk), stderr: (chunk) => err.push(chunk) },
    );
    if (input !== undefined) execution.write(Buffer.from(input));
    execution.endInput();
    const end = await execution.ended;
    const status = end.kind === "exited" ? end.status : null;
    return { end, status, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() };
  }

  /** The exit status of curl in a Pod's nginx container. */
  async curl(podUid: string, url: string, ...options: readonly string[]): Promise<number | null> {
    const target = { kind: "pod", uid: podUid, container: "nginx" } as const;
    return (await this.run(target, ["curl", "-s", "-o", "/dev/null", "--connect-timeout", "1", ...options, url]))
      .status;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.plane.close();
  }
}
