import { Readable } from "node:stream";
import { gunzipSync } from "node:zlib";
import { unzipSync } from "fflate";
import { extract } from "tar-stream";

/** A file of a program, by its path from the folder or archive it came from; `/` between names. */
export interface SourceFile {
  path: string;
  bytes: Buffer;
}

/** An archive that is not opened, or not further: nothing of it is used. */
export class ArchiveRefused extends Error {
  /** The member that stands in the way, as the archive names it. */
  readonly member: string | undefined;

  constructor(why: string, member?: string) {
    super(member === undefined ? why : `${why}: ${JSON.stringify(member)}`);
    this.name = "ArchiveRefused";
    this.member = member;
  }
}

export const ARCHIVE_LIMITS = { members: 10_000, memberBytes: 64 << 20, totalBytes: 256 << 20 } as const;

/** Whether a file is taken for an archive, by its name. */
export const isArchive = (name: string): boolean => /\.(zip|tar\.gz|tgz)$/i.test(name);

/**
 * The regular files of a `.zip` or `.tar.gz`, told apart by their first bytes. Throws ArchiveRefused for a member whose
 * path leads outside or that is no regular file, for what is larger than the limits, and for what is no archive.
 */
export async function readArchive(bytes: Buffer): Promise<SourceFile[]> {
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readZip(bytes);
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return readTar(gunzipped(bytes));
  throw new ArchiveRefused("this is neither a zip nor a gzipped tar");
}

/** Counts members, and holds each path and size against what is allowed. */
class Gate {
  readonly #seen = new Set<string>();
  #total = 0;

  pass(path: string, bytes: number): void {
    const fault = pathFault(path);
    if (fault !== undefined) throw new ArchiveRefused(fault, path);
    if (this.#seen.has(path)) throw new ArchiveRefused("a member comes twice", path);
    this.#seen.add(path);
    this.#total += bytes;
    if (this.#seen.size > ARCHIVE_LIMITS.members) {
      throw new ArchiveRefused(`more than ${ARCHIVE_LIMITS.members} members`);
    }
    if (bytes > ARCHIVE_LIMITS.memberBytes) throw new ArchiveRefused("a member is too large", path);
    if (this.#total > ARCHIVE_LIMITS.totalBytes) throw new ArchiveRefused("it unpacks to more than 256 MiB");
  }
}

/** What is wrong with a path that comes from outside; undefined where it stays inside and can be shown. */
export function pathFault(path: string): string | undefined {
  const isControl = (char: string): boolean => char < " " || (char >= "\x7f" && char <= "\x9f");
  if (path === "" || path.length > 1024) return "a member has no usable path";
  if ([...path].some(isControl)) return "a member's path holds control characters";
  if (path.startsWith("/") || /^[A-Za-z]:/.test(path)) return "a member's path is absolute";
  if (path.includes("\\")) return "a member's path holds a backslash";
  if (path.split("/").includes("..")) return "a member's path leads outside";
  return undefined;
}

function readZip(bytes: Buffer): SourceFile[] {
  const gate = new Gate();
  try {
    const members = unzipSync(bytes, {
      filter({ name, originalSize }) {
        gate.pass(name.replace(/\/$/, ""), originalSize);
        return !name.endsWith("/");
      },
    });
    return Object.entries(members).map(([path, body]) => ({ path: tidy(path), bytes: Buffer.from(body) }));
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    throw new ArchiveRefused(`the zip cannot be read (${(error as Error).message})`);
  }
}

function gunzipped(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes, { maxOutputLength: ARCHIVE_LIMITS.totalBytes });
  } catch (error) {
    const isLarge = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new ArchiveRefused(isLarge ? "it unpacks to more than 256 MiB" : "the gzip cannot be read");
  }
}

async function readTar(bytes: Buffer): Promise<SourceFile[]> {
  const gate = new Gate();
  const files: SourceFile[] = [];
  try {
    for await (const entry of Readable.from([bytes]).pipe(extract())) {
      const { name, type, size = 0 } = entry.header;
      if (type !== "file" && type !== "directory" && type !== "contiguous-file") {
        throw new ArchiveRefused(`a member is a ${type}, not a file`, name);
      }
      const path = name.replace(/\/$/, "");
      if (path !== "." && path !== "") gate.pass(path, size);
      const pieces: Buffer[] = [];
      for await (const piece of entry) pieces.push(piece as Buffer);
      if (type !== "directory") files.push({ path: tidy(path), bytes: Buffer.concat(pieces) });
    }
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    throw new ArchiveRefused(`the tar cannot be read (${(error as Error).message})`);
  }
  return files;
}

/** `./a//b` as `a/b`. */
const tidy = (path: string): string =>
  path
    .split("/")
    .filter((part) => part !== "" && part !== ".")
    .join("/");
