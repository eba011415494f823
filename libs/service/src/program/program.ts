import { createAuthenticator } from "../auth/authenticator.js";
import { ConfigError, type ConfigReport, type Environment } from "../domain/config.js";
import { runService } from "../http/lifecycle.js";
import type { ServiceModule } from "../http/module.js";
import { buildServer, type ServerOptions } from "../http/server.js";
import { createLogger, type Logger } from "../telemetry/logger.js";
import type { Tracing } from "../telemetry/span.js";
import { startTracing } from "../telemetry/tracing.js";
import type { ServerSettings, SharedSettings } from "./settings.js";

/** What a program mounts, and what it closes after the server. */
export interface Mounted {
  readonly modules: readonly ServiceModule[];
  close(): Promise<void>;
}

/** A service that runs alone. */
export interface ServiceProgram<C extends ServerSettings> {
  readonly name: string;
  readonly version: string;
  readonly config: { parse(env: Environment): C; report(env: Environment): ConfigReport };
  /** Builds the adapters and the module. */
  mount(around: {
    readonly config: C;
    readonly report: ConfigReport;
    readonly logger: Logger;
    readonly tracing: Tracing;
  }): Promise<Mounted>;
}

/**
 * Runs a service from its environment until SIGTERM or SIGINT. A configuration with faults, named together, and
 * whatever else keeps it from starting end the process with 1.
 */
export async function runProgram<C extends ServerSettings>(program: ServiceProgram<C>): Promise<void> {
  try {
    await start(program, process.env);
  } catch (error) {
    const why = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
    process.stderr.write(`troupe ${program.name}: ${why}\n`, () => process.exit(1));
  }
}

async function start<C extends ServerSettings>(program: ServiceProgram<C>, env: Environment): Promise<void> {
  const { name, version } = program;
  const config = program.config.parse(env);
  const logger = createLogger({ service: name, level: config.TROUPE_LOG_LEVEL });
  const tracing = await startTracing({ service: name, version, endpoint: config.OTEL_EXPORTER_OTLP_ENDPOINT });
  const mounted = await program.mount({ config, report: program.config.report(env), logger, tracing });
  const issuer = config.TROUPE_TOKEN_ISSUER;
  const app = await buildServer({
    modules: mounted.modules,
    authenticator: await createAuthenticator({
      publicKeys: [config.TROUPE_PUBLIC_KEYS],
      ...(issuer === undefined ? {} : { issuer }),
    }),
    logger,
    version,
    tracing,
    processMetrics: true,
    ...serverOptions(config),
  });
  await runService(app, {
    host: config.TROUPE_HOST,
    port: config.TROUPE_PORT,
    graceMs: config.TROUPE_GRACE_MS,
    logger,
    afterClose: async () => {
      await mounted.close();
      await tracing.shutdown();
    },
  });
}

/** What the shared settings say of a server. */
export function serverOptions(settings: SharedSettings): Pick<ServerOptions, "rateLimit" | "cors"> {
  const { TROUPE_REQUEST_RATE: perSecond, TROUPE_CORS_ORIGINS: origins } = settings;
  return {
    ...(perSecond === undefined ? {} : { rateLimit: { perSecond } }),
    ...(origins === undefined ? {} : { cors: { origins: origins.split(",").map((origin) => origin.trim()) } }),
  };
}
