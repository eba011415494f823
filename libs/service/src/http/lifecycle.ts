import closeWithGrace from "close-with-grace";
import type { FastifyInstance } from "fastify";
import type { Logger } from "../telemetry/logger.js";

/** Time beyond the grace for what remains: giving back what was not settled in it, closing sockets and adapters. */
const CLOSE_MS = 5000;

/**
 * Stops a server in order: `/readyz` turns to 503 so that no new client comes, the modules drain (they wait at most
 * `graceMs`, and give back what is left then), everything is closed. Resolves when it is, or when `graceMs` and ten
 * seconds have passed.
 */
export async function stopGracefully(app: FastifyInstance, graceMs: number): Promise<void> {
  app.phase.draining = true;
  await settledWithin(
    app.modules.map((module) => module.drain?.(graceMs)),
    graceMs + CLOSE_MS,
  );
  app.phase.closing = true;
  await settledWithin([app.close()], CLOSE_MS);
}

/** Waits until all are settled or `ms` have passed, whichever is first; failures are the waited-for's own to report. */
async function settledWithin(work: readonly (PromiseLike<unknown> | undefined)[], ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([Promise.allSettled(work), late]);
  clearTimeout(timer);
}

export interface RunOptions {
  readonly port: number;
  readonly host: string;
  /** Most milliseconds the modules have to drain. */
  readonly graceMs: number;
  readonly logger: Logger;
  /** Runs after the server is closed, such as flushing telemetry. */
  readonly afterClose?: () => Promise<void>;
}

/** Listens until SIGTERM or SIGINT, then stops gracefully and ends the process. Resolves with the address. */
export async function runService(app: FastifyInstance, options: RunOptions): Promise<string> {
  const { graceMs, logger } = options;
  closeWithGrace({ delay: graceMs + 3 * CLOSE_MS, logger }, async ({ signal, err }) => {
    if (err) logger.fatal({ err }, "unexpected failure, stopping");
    else logger.info({ signal }, "stopping");
    await stopGracefully(app, graceMs);
    await options.afterClose?.();
  });
  const address = await app.listen({ port: options.port, host: options.host });
  logger.info({ address }, "listening");
  return address;
}
