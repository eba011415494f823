import { SCOPES, type Scope, tenantSchema } from "@troupe/contracts";
import { Command } from "commander";
import { stackName } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { findRoot, stackPaths } from "../stack/folder.js";
import { DEVELOPER, issueToken, readKeys } from "../stack/keys.js";
import { durationArgument, jsonOption, scopeArgument, stackOption } from "./options.js";

interface CreateOptions {
  tenant: string;
  subject: string;
  scope?: Scope[];
  expires: number;
  stack?: string;
  json?: boolean;
}

/** `troupe token create`. */
export function tokenCommand(context: CliContext): Command {
  const token = new Command("token").description("bearer tokens of the local stack");
  token
    .command("create")
    .description("sign a token with the local stack's key")
    .option("--tenant <tenant>", "tenant it is for", DEVELOPER.tenant)
    .option("--subject <subject>", "who it stands for: the actor of what it publishes", DEVELOPER.subject)
    .option("--scope <scope>", `allow this, repeatable; all when left out (${SCOPES.join(", ")})`, scopeArgument)
    .option(
      "--expires <duration>",
      "how long it holds: 90s, 15m, 12h, 30d, 2w (30d when left out)",
      durationArgument,
      30 * 86_400,
    )
    .addOption(stackOption())
    .addOption(jsonOption())
    .action((options: CreateOptions) => create(context, options));
  return token;
}

async function create(context: CliContext, options: CreateOptions): Promise<void> {
  const { tenant, subject, scope, expires } = options;
  if (!tenantSchema.safeParse(tenant).success) {
    throw new CliError(EXIT.wrongInput, `${JSON.stringify(tenant)} is no tenant`, {
      hint: "1 to 63 of a-z, 0-9 and -, starting with a letter or digit",
    });
  }
  const name = stackName(context, options.stack);
  const root = findRoot(context.cwd);
  const keys = root === undefined ? undefined : await readKeys(stackPaths(root, name));
  if (keys === undefined) {
    throw new CliError(EXIT.notFound, `stack ${name} has no keys in this folder or above it`, { hint: "troupe dev" });
  }
  const token = await issueToken(keys, {
    tenant,
    subject,
    expiresInSeconds: expires,
    ...(scope === undefined ? {} : { scopes: scope }),
  });
  const expiresAt = new Date(context.now() + expires * 1000).toISOString();
  if (options.json) context.terminal.json({ token, tenant, subject, scopes: scope ?? SCOPES, expiresAt });
  else context.terminal.out(token);
}
