import { closeSync, constants, openSync, rmSync } from "node:fs";
import { Socket } from "node:net";

/** One kernel pipe: an end of ours as a stream, and the other as a descriptor to hand to a child, then to close. */
export interface KernelPipe {
  readonly stream: Socket;
  readonly childFd: number;
}

/**
 * Real pipes for children. What Node calls a pipe is a socket, and a program that opens `/dev/stdout` by name (nginx's
 * access log, `sh -c 'echo x > /dev/stderr'`) cannot open a socket. These are FIFOs made ahead in the lab's own /run, each
 * unlinked when taken, so nothing of them is left on the host.
 */
export class PipePool {
  readonly #root: string;
  readonly #make: (from: number, count: number) => Promise<void>;
  #next = 0;
  #made: number;
  #refill: Promise<void> | null = null;

  /**
   * @param root the lab's file system as the host sees it
   * @param made how many exist already, named from 0
   */
  constructor(root: string, made: number, make: (from: number, count: number) => Promise<void>) {
    this.#root = root;
    this.#made = made;
    this.#make = make;
  }

  /** A pipe that a child writes and we read. */
  async takeOutput(): Promise<KernelPipe> {
    const file = await this.#take();
    const readFd = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const childFd = openSync(file, constants.O_WRONLY);
    rmSync(file);
    return { stream: quiet(new Socket({ fd: readFd, readable: true, writable: false })), childFd };
  }

  /** A pipe that we write and a child reads. */
  async takeInput(): Promise<KernelPipe> {
    const file = await this.#take();
    const childNonBlocking = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const writeFd = openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
    // Opened again, because O_NONBLOCK would be the child's too.
    const childFd = openSync(file, constants.O_RDONLY);
    closeSync(childNonBlocking);
    rmSync(file);
    return { stream: quiet(new Socket({ fd: writeFd, readable: false, writable: true })), childFd };
  }

  /** The number is taken before anything is waited for, so that no two takers get the same. */
  async #take(): Promise<string> {
    const number = this.#next++;
    while (this.#made <= number) await this.#more();
    if (this.#made - this.#next < BATCH / 4) this.#more().catch(() => {});
    return `${this.#root}/run/pipes/${number}`;
  }

  #more(): Promise<void> {
    this.#refill ??= this.#make(this.#made, BATCH)
      .then(() => void (this.#made += BATCH))
      .finally(() => (this.#refill = null));
    return this.#refill;
  }
}

/** A child that ends early is reported by its status, not by EPIPE. */
function quiet(stream: Socket): Socket {
  return stream.on("error", () => {});
}

/** How many pipes one run of mkfifo makes. */
export const BATCH = 32;
