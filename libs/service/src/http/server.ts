import { isUtf8 } from "node:buffer";
import cors from "@fastify/cors";
import { MAX_DATA_DEPTH, TroupeError } from "@troupe/contracts";
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from "fastify";
import { serializerCompiler } from "fastify-type-provider-zod";
import type { Authenticator } from "../auth/authenticator.js";
import { parseJson } from "../domain/json.js";
import { createLimiter, type Now, type Rate } from "../domain/token-bucket.js";
import type { Logger } from "../telemetry/logger.js";
import type { Tracing } from "../telemetry/span.js";
import { createLocalTracing } from "../telemetry/tracing.js";
import "./decorations.js";
import { installGuard } from "./guard.js";
import { installHealth } from "./health.js";
import { createHttpMetrics } from "./metrics.js";
import type { ServiceModule } from "./module.js";
import { collectDocuments, installDocuments } from "./openapi.js";
import type { Phase } from "./phase.js";
import { installProblems, toTroupeError } from "./problems.js";
import { validatorCompiler } from "./validation.js";

export interface ServerOptions {
  readonly modules: readonly ServiceModule[];
  readonly authenticator: Authenticator;
  readonly logger: Logger;
  readonly version: string;
  readonly clock?: Now;
  /** Requests a tenant may make; unlimited when absent. */
  readonly rateLimit?: Rate;
  /** Bytes of a body, for routes that name no limit of their own; 1 MiB when absent. */
  readonly bodyLimit?: number;
  /** Origins whose pages may call; none when absent. */
  readonly cors?: { readonly origins: readonly string[] };
  readonly tracing?: Tracing;
  /** Adds Node's own figures to the metrics. */
  readonly processMetrics?: boolean;
}

const DEFAULT_BODY_LIMIT = 1024 * 1024;
/** A body is the envelope around data, so it may nest a little deeper: a wait's requests do, in lists of a list. */
const MAX_BODY_DEPTH = MAX_DATA_DEPTH + 8;
const REQUEST_TIMEOUT_MS = 300_000;
const KEEP_ALIVE_MS = 72_000;

/** A Fastify server with the modules' routes, ready to listen or to inject into. Throws on a route without access. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { modules } = options;
  const loggerInstance: FastifyBaseLogger = options.logger;
  const tracing = options.tracing ?? createLocalTracing();
  const app: FastifyInstance = fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    childLoggerFactory: (parent) => parent,
    bodyLimit: options.bodyLimit ?? DEFAULT_BODY_LIMIT,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    return503OnClosing: false,
    requestTimeout: REQUEST_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_MS,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, _request, reply) => {
      const problem = toTroupeError(error);
      const { traceId } = tracing.child(undefined);
      reply.raw.writeHead(problem.status, { "content-type": "application/problem+json" });
      reply.raw.end(JSON.stringify(problem.toProblem(traceId)));
      reply.hijack();
    },
  });
  const metrics = createHttpMetrics({ process: options.processMetrics ?? false });
  const phase: Phase = { draining: false, closing: false };
  app.decorate("tracing", tracing);
  app.decorate("modules", modules);
  app.decorate("phase", phase);

  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.removeAllContentTypeParsers();
  app.addContentTypeParser<Buffer>("application/json", { parseAs: "buffer" }, (_request, body, done) => {
    try {
      done(null, parseJson(decodeUtf8(body), MAX_BODY_DEPTH));
    } catch (error) {
      done(error as TroupeError);
    }
  });

  await collectDocuments(app, { title: titleOf(modules), version: options.version });
  installProblems(app);
  installGuard(app, {
    authenticator: options.authenticator,
    limiter: options.rateLimit === undefined ? undefined : createLimiter(options.rateLimit, options.clock),
    metrics,
    isClosing: () => phase.closing,
  });
  if (options.cors !== undefined) await app.register(cors, { origin: [...options.cors.origins], hook: "onRequest" });
  installHealth(app, {
    modules,
    registry: metrics.registry,
    version: options.version,
    isDraining: () => phase.draining,
  });
  installDocuments(app);
  for (const module of modules) module.hooks?.(app);
  for (const module of modules) {
    module.metrics?.(metrics.registry);
    await app.register((scope) => module.routes(scope));
    app.addHook("onClose", async () => module.close?.());
  }
  await app.ready();
  return app;
}

/** Bytes of a body as text. Throws MALFORMED_JSON when they are not UTF-8. */
export function decodeUtf8(body: Buffer): string {
  if (isUtf8(body)) return body.toString("utf8");
  throw new TroupeError("MALFORMED_JSON", "the body is not UTF-8", { errors: [{ pointer: "", message: "not UTF-8" }] });
}

function titleOf(modules: readonly ServiceModule[]): string {
  return `Troupe ${modules.map(({ name }) => name).join(", ")}`;
}
