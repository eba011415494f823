import { Readable } from "node:stream";
import type { ContentStore } from "@troupe/bus";
import { type Content, contentIdSchema, contentSchema, MAX_CONTENT_BYTES, TroupeError } from "@troupe/contracts";
import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";

const params = z.object({ id: contentIdSchema });
const tags = ["content"];
const DEFAULT_TYPE = "application/octet-stream";
/** A media type as RFC 9110 writes it, kept short: it is sent back as a header. */
const MEDIA_TYPE = /^[\w!#$&^.+-]{1,64}\/[\w!#$&^.+-]{1,64}(?:\s*;[\x20-\x7e]{0,128})?$/;

/** `/v1/content`: immutable bodies by SHA-256. Bodies are streamed and never parsed. */
export async function contentRoutes(app: FastifyInstance, { content }: { content: ContentStore }): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.put(
    "/v1/content",
    {
      config: { scope: "content:write" },
      bodyLimit: MAX_CONTENT_BYTES,
      schema: {
        summary: "Keep a body of at most 64 MiB, of any content type",
        tags,
        response: { 201: contentSchema },
      },
    },
    async (request, reply) => {
      const body = (request.body ?? Readable.from([])) as AsyncIterable<Uint8Array>;
      const type = mediaType(request.headers["content-type"]);
      return reply.code(201).send(await content.put(request.principal.tenant, bounded(body), type));
    },
  );

  routes.get(
    "/v1/content/:id",
    { config: { scope: "content:read" }, schema: { summary: "Read a body", tags, params } },
    async (request, reply) => {
      const found = await content.get(request.principal.tenant, request.params.id);
      if (found === undefined) throw missing(request.params.id);
      return describe(reply, found).send(Readable.from(found.body));
    },
  );

  routes.head(
    "/v1/content/:id",
    {
      config: { scope: "content:read" },
      schema: { summary: "Whether a body is kept, its size and type", tags, params },
    },
    async (request, reply) => {
      const found = await content.stat(request.principal.tenant, request.params.id);
      if (found === undefined) throw missing(request.params.id);
      return describe(reply, found).send();
    },
  );

  routes.delete(
    "/v1/content/:id",
    {
      config: { scope: "content:write" },
      schema: { summary: "Forget a body", tags, params, response: { 204: z.null() } },
    },
    async (request, reply) => {
      if (!(await content.remove(request.principal.tenant, request.params.id))) throw missing(request.params.id);
      return reply.code(204).send(null);
    },
  );
}

const missing = (id: string) => new TroupeError("NOT_FOUND", `there is no content ${id}`);

function mediaType(header: string | undefined): string {
  if (header === undefined) return DEFAULT_TYPE;
  if (MEDIA_TYPE.test(header)) return header;
  throw new TroupeError("UNSUPPORTED_MEDIA_TYPE", "the content type is not a media type");
}

/** What a tenant stored is never run by a browser as if it were this service's own page. */
function describe(reply: FastifyReply, { id, size, contentType }: Content): FastifyReply {
  return reply.headers({
    "content-type": contentType,
    "content-length": size,
    etag: `"${id}"`,
    "cache-control": "private, max-age=31536000, immutable",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
  });
}

async function* bounded(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > MAX_CONTENT_BYTES) {
      throw new TroupeError("TOO_LARGE", `a body is at most ${MAX_CONTENT_BYTES} bytes`);
    }
    yield chunk;
  }
}
