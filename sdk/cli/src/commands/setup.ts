import { fetchNatsServer, locateNatsServer, NatsServerError } from "@troupe/bus/setup";
import { fetchModel, locateModel } from "@troupe/embeddings/setup";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { jsonOption } from "./options.js";

/** `troupe setup`: fetches nats-server and the embedding model into the cache when there are none. */
export function setupCommand(context: CliContext): Command {
  return new Command("setup")
    .description("fetch what the local stack needs into the cache: nats-server, the embedding model")
    .option("--force", "fetch them even when they are there")
    .addOption(jsonOption())
    .action(async (options: { force?: boolean; json?: boolean }) => {
      await setup(context, options);
      await setupModel(context, options);
    });
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

/** Without the model, memory is searched by words alone: that it cannot be had is no failure. */
async function setupModel({ env, terminal }: CliContext, options: { force?: boolean; json?: boolean }): Promise<void> {
  try {
    const found = options.force ? undefined : await locateModel({ env });
    const log = (line: string) => terminal.note(terminal.colors.dim(line));
    const model = found ?? (await fetchModel({ env, log }));
    if (options.json) terminal.json({ model: model.id, folder: model.folder });
    else terminal.out(`embedding model at ${model.folder}`);
  } catch (error) {
    terminal.note(`no embedding model: memory is searched by words alone (${(error as Error).message})`);
  }
}
