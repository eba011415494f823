/**
 * Bodies in a JetStream object store (ADR-20), each under `<tenant>/<SHA-256>`.
 *
 * 1. Chunks are written under a name of their own first; one message of metadata then makes the body visible at once.
 * 2. The metadata is written only when nobody else did: of two uploads of one body one stays, the other is removed.
 * 3. Whatever fails before the metadata removes its chunks; what a killed process left is removed once it is an hour old.
 */
import { createHash } from "node:crypto";
import { JetStreamApiError, type JetStreamClient, type JetStreamManager, jetstream } from "@nats-io/jetstream";
import { headers, type NatsConnection, nuid } from "@nats-io/nats-core";
import { type ObjectInfo, type ObjectStore, Objm } from "@nats-io/obj";
import { type Content, MAX_CONTENT_BYTES, TroupeError } from "@troupe/contracts";
import type { ContentStore } from "../bus.js";
import type { Clock } from "../clock.js";
import { asTroupeError, storeFault } from "../jetstream/faults.js";
import { chunked } from "./chunked.js";

const BUCKET = "troupe_content";
const STREAM = `OBJ_${BUCKET}`;
const CHUNK_BYTES = 128 * 1024;
/** Chunks that are written and not yet acknowledged. */
const IN_FLIGHT = 8;
const ABANDONED_MS = 3_600_000;
const WRONG_LAST_SEQUENCE = new Set([10071, 10164]);
const CONTENT_TYPE = "content-type";

export interface ContentStoreOptions {
  readonly nc: NatsConnection;
  readonly jsm: JetStreamManager;
  readonly clock: Clock;
  readonly replicas?: number;
}

/** Opens the content store, creating its bucket when it is missing. */
export async function createContentStore(options: ContentStoreOptions): Promise<ContentStore> {
  const js = jetstream(options.nc);
  const store = await new Objm(js).create(BUCKET, { replicas: options.replicas ?? 1 });
  const shelf: Shelf = { js, jsm: options.jsm, store };
  removeAbandoned(shelf, options.clock.now() - ABANDONED_MS).catch(() => undefined);
  return {
    put: (tenant, body, contentType) => put(shelf, { tenant, body, contentType }),
    async get(tenant, id) {
      const info = await infoOf(shelf, tenant, id);
      return info === undefined ? undefined : { ...contentOf(id, info), body: read(shelf, id, info) };
    },
    async stat(tenant, id) {
      const info = await infoOf(shelf, tenant, id);
      return info === undefined ? undefined : contentOf(id, info);
    },
    async remove(tenant, id) {
      const info = await infoOf(shelf, tenant, id);
      if (info === undefined) return false;
      await purge(shelf, metaSubject(nameOf(tenant, id)));
      await purge(shelf, chunkSubject(info.nuid));
      return true;
    },
  };
}

interface Shelf {
  readonly js: JetStreamClient;
  readonly jsm: JetStreamManager;
  readonly store: ObjectStore;
}

interface Upload {
  readonly tenant: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly contentType: string;
}

async function put(shelf: Shelf, upload: Upload): Promise<Content> {
  const subject = chunkSubject(nuid.next());
  let kept = false;
  try {
    const written = await writeChunks(shelf, subject, upload.body);
    const id = written.digest.toString("hex");
    kept = await writeMeta(shelf, { ...upload, ...written, id, nuid: subject.slice(chunkSubject("").length) });
    const stored = kept ? undefined : await infoOf(shelf, upload.tenant, id);
    return stored === undefined ? { id, size: written.size, contentType: upload.contentType } : contentOf(id, stored);
  } finally {
    if (!kept) await purge(shelf, subject).catch(() => undefined);
  }
}

async function writeChunks(shelf: Shelf, subject: string, body: AsyncIterable<Uint8Array>) {
  const hash = createHash("sha256");
  const inFlight: Promise<unknown>[] = [];
  let size = 0;
  let chunks = 0;
  try {
    for await (const chunk of chunked(body, CHUNK_BYTES)) {
      size += chunk.length;
      if (size > MAX_CONTENT_BYTES) throw tooLarge();
      hash.update(chunk);
      chunks += 1;
      const stored = shelf.js.publish(subject, chunk);
      stored.catch(() => undefined);
      inFlight.push(stored);
      if (inFlight.length >= IN_FLIGHT) await written(inFlight.shift());
    }
    for (const stored of inFlight) await written(stored);
  } finally {
    await Promise.allSettled(inFlight);
  }
  return { size, chunks, digest: hash.digest() };
}

interface Meta extends Upload {
  readonly id: string;
  readonly nuid: string;
  readonly size: number;
  readonly chunks: number;
  readonly digest: Buffer;
}

/** False when the body was stored by another upload meanwhile. */
async function writeMeta(shelf: Shelf, meta: Meta): Promise<boolean> {
  const name = nameOf(meta.tenant, meta.id);
  const info = {
    name,
    bucket: BUCKET,
    nuid: meta.nuid,
    size: meta.size,
    chunks: meta.chunks,
    mtime: new Date().toISOString(),
    digest: `SHA-256=${meta.digest.toString("base64url")}=`,
    deleted: false,
    metadata: { [CONTENT_TYPE]: meta.contentType },
    options: { max_chunk_size: CHUNK_BYTES },
  };
  const rollup = headers();
  rollup.set("Nats-Rollup", "sub");
  try {
    const expect = { lastSubjectSequence: 0 };
    await shelf.js.publish(metaSubject(name), JSON.stringify(info), { headers: rollup, expect });
    return true;
  } catch (error) {
    if (error instanceof JetStreamApiError && WRONG_LAST_SEQUENCE.has(error.code)) return false;
    throw storageError(error);
  }
}

/** The body's chunks as they are asked for; throws when they are not what was stored. */
async function* read(shelf: Shelf, id: string, info: ObjectInfo): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  const subject = chunkSubject(info.nuid);
  let seq = 1;
  for (let chunk = 0; chunk < info.chunks; chunk++) {
    const next = { seq, next_by_subj: subject };
    const message = await shelf.jsm.streams.getMessage(STREAM, next).catch(rethrow);
    if (message === null) throw new TroupeError("NOT_FOUND", `content ${id} was removed while it was read`);
    seq = message.seq + 1;
    hash.update(message.data);
    yield message.data;
  }
  if (hash.digest("hex") !== id) throw new TroupeError("INTERNAL", `content ${id} is damaged`);
}

async function infoOf(shelf: Shelf, tenant: string, id: string): Promise<ObjectInfo | undefined> {
  const info = await shelf.store.info(nameOf(tenant, id)).catch(rethrow);
  return info === null || info.deleted ? undefined : info;
}

/** Removes chunks that no metadata names and that were last written before `olderThan`. */
async function removeAbandoned(shelf: Shelf, olderThan: number): Promise<void> {
  const { state } = await shelf.jsm.streams.info(STREAM, { subjects_filter: chunkSubject(">") });
  const named = new Set((await shelf.store.list()).map(({ nuid: chunks }) => chunkSubject(chunks)));
  for (const subject of Object.keys(state.subjects ?? {})) {
    if (named.has(subject)) continue;
    const last = await shelf.jsm.streams.getMessage(STREAM, { last_by_subj: subject });
    if (last !== null && last.time.getTime() < olderThan) await purge(shelf, subject);
  }
}

const purge = (shelf: Shelf, filter: string) => shelf.jsm.streams.purge(STREAM, { filter }).catch(rethrow);

const nameOf = (tenant: string, id: string): string => `${tenant}/${id}`;
const chunkSubject = (name: string): string => `$O.${BUCKET}.C.${name}`;
const metaSubject = (name: string): string => `$O.${BUCKET}.M.${padded(Buffer.from(name).toString("base64url"))}`;
const padded = (text: string): string => text.padEnd(Math.ceil(text.length / 4) * 4, "=");

const contentOf = (id: string, info: ObjectInfo): Content => ({
  id,
  size: info.size,
  contentType: info.metadata?.[CONTENT_TYPE] ?? "application/octet-stream",
});

const tooLarge = () =>
  new TroupeError("TOO_LARGE", `content holds at most ${MAX_CONTENT_BYTES / 1_048_576} MiB`, {
    hint: "split the body and refer to its parts",
  });

async function written(stored: Promise<unknown> | undefined): Promise<void> {
  try {
    await stored;
  } catch (error) {
    throw storageError(error);
  }
}

function storageError(error: unknown): TroupeError {
  if (!(error instanceof JetStreamApiError)) return asTroupeError(error);
  return storeFault({ code: error.status, err_code: error.code, description: error.message });
}

function rethrow(error: unknown): never {
  throw asTroupeError(error);
}
