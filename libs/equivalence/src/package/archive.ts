import { createHash } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { pack } from "tar-stream";

/** The same files always give the same bytes: sorted, without times or owners, with `SHA256SUMS` among them. */
export async function writeArchive(folder: string, files: ReadonlyMap<string, Uint8Array | string>): Promise<Buffer> {
  const bodies = [...files].map(([path, body]) => [path, Buffer.from(body as Uint8Array)] as const);
  const sorted = bodies.sort(([a], [b]) => (a < b ? -1 : 1));
  const sums = sorted.map(([path, body]) => `${sha256(body)}  ${path}\n`).join("");
  const tar = pack();
  const whole = buffer(tar);
  for (const [path, body] of [...sorted, ["SHA256SUMS", Buffer.from(sums)] as const]) {
    tar.entry({ name: `${folder}/${path}`, mode: 0o644, mtime: new Date(0), size: body.length }, body);
  }
  tar.finalize();
  return gzipSync(await whole, { level: 9 });
}

export const sha256 = (body: Uint8Array | string): string => createHash("sha256").update(body).digest("hex");
