import { fetchNatsServer, locateNatsServer, NatsServerError } from "@troupe/bus/setup";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { jsonOption } from "./options.js";

/** `troupe setup`: fetches nats-server into the cache when there is none. */
export function setupCommand(context: CliContext): Command {
  return new Command("setup")
    .description("fetch what the local stack needs: nats-server, into the cache")
    .option("--force", "fetch it even when there is one")
    .addOption(jsonOption())
    .action((options: { force?: boolean; json?: boolean }) => setup(context, options));
}

async function setup(context: CliContext, options: { force?: boolean; json?: boolean }): Promise<void> {
  const { env, terminal } = context;
  if (env.TROUPE_NATS_URL) {
    terminal.note("TROUPE_NATS_URL is set: no nats-server is needed");
    return;
  }
  try {
    const { server, refused } = await locateNatsServer({ env });
    for (const old of refused) terminal.note(`nats-server ${old.version} at ${old.path} is too old`);
    const log = (line: string) => terminal.note(terminal.colors.dim(line));
    const used = server !== undefined && !options.force ? server : await fetchNatsServer({ env, log });
    if (options.json) terminal.json(used);
    else terminal.out(`nats-server ${used.version} at ${used.path}`);
  } catch (error) {
    if (!(error instanceof NatsServerError)) throw error;
    throw new CliError(EXIT.setupMissing, error.message, { hint: error.hint, cause: error });
  }
}
