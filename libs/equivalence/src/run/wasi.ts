/*
 * WASI preview 1 as far as a program without files needs it.
 *
 * 1. No folder is opened: every call about paths answers "not capable", so no file can be read or written.
 * 2. Standard input is the bytes handed in; what is written goes to `write`, which may end the run by throwing.
 * 3. Time is real; randomness is real; the environment is empty.
 */
import { randomFillSync } from "node:crypto";

const OK = 0;
const BAD_FD = 8;
const NOT_SUPPORTED = 58;
const NOT_CAPABLE = 76;

/** Thrown by `proc_exit`, through the program and out of it. */
export class Exit {
  readonly status: number;

  constructor(status: number) {
    this.status = status;
  }
}

export interface WasiHost {
  args: string[];
  stdin: Uint8Array;
  /** `fd` is 1 or 2. */
  write(fd: number, bytes: Uint8Array): void;
  /** The module's memory as it is now: growing replaces it. */
  memory(): ArrayBuffer;
}

/** The functions of the module `wasi_snapshot_preview1`. */
export function wasiImports(host: WasiHost): Record<string, (...args: never[]) => number> {
  const view = () => new DataView(host.memory());
  const bytes = (at: number, length: number) => new Uint8Array(host.memory(), at, length);
  const encoded = host.args.map((arg) => Buffer.from(`${arg}\0`));
  let read = 0;

  const vectors = (at: number, count: number) =>
    Array.from({ length: count }, (_, i) => {
      const memory = view();
      return bytes(memory.getUint32(at + 8 * i, true), memory.getUint32(at + 8 * i + 4, true));
    });
  const sizes = (countAt: number, sizeAt: number, items: Buffer[]) => {
    view().setUint32(countAt, items.length, true);
    view().setUint32(
      sizeAt,
      items.reduce((total, item) => total + item.length, 0),
      true,
    );
    return OK;
  };
  const imports = {
    args_sizes_get: (countAt: number, sizeAt: number) => sizes(countAt, sizeAt, encoded),
    args_get(pointers: number, at: number) {
      let place = at;
      for (const [i, arg] of encoded.entries()) {
        view().setUint32(pointers + 4 * i, place, true);
        bytes(place, arg.length).set(arg);
        place += arg.length;
      }
      return OK;
    },
    environ_sizes_get: (countAt: number, sizeAt: number) => sizes(countAt, sizeAt, []),
    environ_get: () => OK,
    fd_write(fd: number, at: number, count: number, writtenAt: number) {
      if (fd !== 1 && fd !== 2) return BAD_FD;
      let written = 0;
      for (const part of vectors(at, count)) {
        host.write(fd, part);
        written += part.length;
      }
      view().setUint32(writtenAt, written, true);
      return OK;
    },
    fd_read(fd: number, at: number, count: number, readAt: number) {
      if (fd !== 0) return BAD_FD;
      let taken = 0;
      for (const part of vectors(at, count)) {
        const piece = host.stdin.subarray(read, read + part.length);
        part.set(piece);
        read += piece.length;
        taken += piece.length;
      }
      view().setUint32(readAt, taken, true);
      return OK;
    },
    fd_fdstat_get(fd: number, at: number) {
      if (fd > 2) return BAD_FD;
      bytes(at, 24).fill(0);
      view().setUint8(at, 2);
      return OK;
    },
    fd_close: () => OK,
    fd_seek: () => NOT_SUPPORTED,
    fd_prestat_get: () => BAD_FD,
    fd_prestat_dir_name: () => BAD_FD,
    clock_time_get(id: number, _precision: bigint, at: number) {
      const now = id === 0 ? BigInt(Date.now()) * 1_000_000n : process.hrtime.bigint();
      view().setBigUint64(at, now, true);
      return OK;
    },
    clock_res_get(_id: number, at: number) {
      view().setBigUint64(at, 1000n, true);
      return OK;
    },
    random_get(at: number, length: number) {
      randomFillSync(bytes(at, length));
      return OK;
    },
    sched_yield: () => OK,
    proc_exit(status: number): never {
      throw new Exit(status);
    },
  };
  return imports as unknown as Record<string, (...args: never[]) => number>;
}

/** An import that `wasiImports` does not have: files and sockets. */
export const refused = (): number => NOT_CAPABLE;
