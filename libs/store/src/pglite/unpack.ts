import { createReadStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";
import { type Extract, extract } from "tar-stream";

/** Large enough that a file seldom comes in two pieces: by the default of 16 KiB it takes three times as long. */
const CHUNK_BYTES = 1 << 17;

/**
 * Writes a template's files to `folder`, one at a time: PGlite's own `loadDataDir` holds the whole archive several
 * times over, and the process keeps that memory for good. Blocks its thread, as the database in it does.
 */
export async function unpack(template: string, folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const archive = extract();
  await Promise.all([
    pipeline(createReadStream(template), createBrotliDecompress({ chunkSize: CHUNK_BYTES }), archive),
    writeEntries(archive, folder),
  ]);
}

async function writeEntries(archive: Extract, folder: string): Promise<void> {
  for await (const entry of archive) {
    const path = join(folder, entry.header.name);
    if (entry.header.type === "directory") {
      mkdirSync(path, { recursive: true });
      entry.resume();
    } else {
      writeFileSync(path, await buffer(entry));
    }
  }
}
