import { createHash } from "node:crypto";
import { type Content, MAX_CONTENT_BYTES, TroupeError } from "@troupe/contracts";
import type { ContentStore } from "../bus.js";

const PIECE_BYTES = 64 * 1024;

/** Bodies in memory. The first upload of a body names its content type. */
export function createMemoryContent(): ContentStore {
  const bodies = new Map<string, Content & { readonly bytes: Uint8Array }>();
  const keyOf = (tenant: string, id: string) => `${tenant}/${id}`;
  const known = (tenant: string, id: string) => bodies.get(keyOf(tenant, id));
  return {
    async put(tenant, body, contentType) {
      const bytes = await whole(body);
      const id = createHash("sha256").update(bytes).digest("hex");
      const stored = known(tenant, id) ?? { id, size: bytes.length, contentType, bytes };
      bodies.set(keyOf(tenant, id), stored);
      return contentOf(stored);
    },
    async get(tenant, id) {
      const stored = known(tenant, id);
      return stored === undefined ? undefined : { ...contentOf(stored), body: pieces(stored.bytes) };
    },
    async stat(tenant, id) {
      const stored = known(tenant, id);
      return stored === undefined ? undefined : contentOf(stored);
    },
    remove: async (tenant, id) => bodies.delete(keyOf(tenant, id)),
  };
}

const contentOf = ({ id, size, contentType }: Content): Content => ({ id, size, contentType });

async function whole(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > MAX_CONTENT_BYTES) throw new TroupeError("TOO_LARGE", `a body holds at most ${MAX_CONTENT_BYTES} bytes`);
    parts.push(Uint8Array.from(part));
  }
  return Buffer.concat(parts);
}

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) yield bytes.slice(at, at + PIECE_BYTES);
}
