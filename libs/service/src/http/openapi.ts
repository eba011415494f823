import swagger from "@fastify/swagger";
import { problemSchema } from "@troupe/contracts";
import fastify, { type FastifyInstance } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { z } from "zod";

/** Collects the routes' schemas; `installDocuments` answers with them. */
export async function collectDocuments(app: FastifyInstance, about: { title: string; version: string }): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      servers: [{ url: "/", description: "Where the service is mounted" }],
      info: {
        ...about,
        license: { name: "MIT", identifier: "MIT" },
        description: "Errors are RFC 9457 problems with `code`, `hint`, `errors` and `traceId`.",
      },
      components: {
        securitySchemes: { bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
        schemas: { Problem: problemDocument },
      },
    },
    transform: (input) => {
      const { schema: written, url } = jsonSchemaTransform(input);
      const schema = withoutLooseEnds(written);
      const { scope, public: open } = input.route.config ?? {};
      const security = open ? [] : [{ bearer: [] }];
      const access =
        scope === undefined
          ? {}
          : { description: [schema?.description, `Scope: \`${scope}\`.`].filter(Boolean).join("\n\n") };
      const response = { ...Object(schema?.response), default: problemResponse };
      return {
        schema: { ...schema, ...access, security, response, operationId: operationId(input.route.method, url) },
        url,
      };
    },
  });
}

/**
 * A schema that refers to itself, such as that of any JSON value, comes out of the converter as a reference to a
 * component that is in no document: it is said to be anything instead.
 */
function withoutLooseEnds<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(withoutLooseEnds) as T;
  if (typeof schema !== "object" || schema === null) return schema;
  if ("$ref" in schema && LOOSE_END.test(String(schema.$ref))) return {} as T;
  return Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, withoutLooseEnds(value)])) as T;
}

/** `getEventsById` of GET /v1/events/:id. */
function operationId(method: string | string[], url: string): string {
  const words = url.split("/").filter((part) => part !== "" && part !== "v1");
  const names = words.flatMap((part) => (part.startsWith(":") ? ["by", part.slice(1)] : part.split(/[^a-zA-Z0-9]+/)));
  const camel = names.map((name) => name.charAt(0).toUpperCase() + name.slice(1));
  return [method].flat().join("").toLowerCase() + camel.join("");
}

const LOOSE_END = /^#\/components\/schemas\/schema\d+$/;

const problemResponse = {
  description: "What went wrong",
  content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
};

const problemDocument = (() => {
  const { $schema: _, ...document } = z.toJSONSchema(problemSchema);
  return document as Record<string, unknown>;
})();

/** `/openapi.json`, and `/docs` to read it. Both are public: they say what the source code says. */
export function installDocuments(app: FastifyInstance): void {
  const hidden = { config: { public: true }, schema: { hide: true } } as const;
  app.get("/openapi.json", hidden, async () => app.swagger());

  let reference: Promise<FastifyInstance> | undefined;
  const answer = async (url: string) => {
    reference ??= createReference();
    const response = await (await reference).inject({ method: "GET", url });
    return {
      status: response.statusCode,
      type: response.headers["content-type"],
      body: response.rawPayload,
      to: response.headers.location,
    };
  };
  for (const path of ["/docs", "/docs/*"]) {
    app.get(path, hidden, async (request, reply) => {
      const { status, type, body, to } = await answer(request.url);
      if (to !== undefined) return reply.redirect(to, 302);
      return reply.code(status).type(String(type)).send(body);
    });
  }
}

/** The page's script is megabytes of text, so the package is loaded when the first reader comes. */
async function createReference(): Promise<FastifyInstance> {
  const { default: scalar } = await import("@scalar/fastify-api-reference");
  const app = fastify();
  await app.register(scalar, { routePrefix: "/docs", configuration: { url: "/openapi.json" } });
  return app;
}
