import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder on a disk of `bytes`. */
export interface SmallDisk {
  readonly path: string;
  readonly freeBytes: number;
  /** Takes all but about `leaveBytes` of the free room with a file of no use. */
  fill(leaveBytes?: number): void;
  /** Gives that room back. */
  release(): void;
  [Symbol.dispose](): void;
}

/** Mounts a tmpfs of that size; undefined when this process may not mount. */
export function mountSmallDisk(bytes: number): SmallDisk | undefined {
  const path = mkdtempSync(join(tmpdir(), "troupe-small-disk-"));
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${bytes}`, "tmpfs", path], { stdio: "pipe" });
  } catch {
    rmSync(path, { recursive: true, force: true });
    return undefined;
  }
  const ballast = join(path, "ballast");
  const freeBytes = (): number => {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize;
  };
  return {
    path,
    get freeBytes() {
      return freeBytes();
    },
    fill(leaveBytes = 0) {
      writeFileSync(ballast, Buffer.alloc(Math.max(0, freeBytes() - leaveBytes)));
    },
    release() {
      rmSync(ballast, { force: true });
    },
    [Symbol.dispose]() {
      execFileSync("umount", ["-l", path], { stdio: "pipe" });
      rmSync(path, { recursive: true, force: true });
    },
  };
}
