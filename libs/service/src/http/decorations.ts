import type { Principal } from "@troupe/contracts";
import type { TraceContext } from "../domain/trace-context.js";
import type { Span, Tracing } from "../telemetry/span.js";
import type { RouteAccess } from "./guard.js";
import type { ServiceModule } from "./module.js";
import type { Phase } from "./phase.js";
import type { KnownRoute } from "./problems.js";

declare module "fastify" {
  interface FastifyInstance {
    tracing: Tracing;
    modules: readonly ServiceModule[];
    phase: Phase;
    knownRoutes: readonly KnownRoute[];
  }
  interface FastifyRequest {
    /** Who asks; of a public route, nobody: an empty tenant without scopes. */
    principal: Principal;
    traceContext: TraceContext | undefined;
    span: Span | undefined;
  }
  interface FastifyContextConfig extends RouteAccess {}
}
