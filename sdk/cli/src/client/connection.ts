import type { CliContext } from "../context.js";
import { DEFAULT_STACK } from "../domain/stack-record.js";
import { CliError, EXIT } from "../exit.js";
import { findRoot, findStack, readRecord, stackNames, stackPaths } from "../stack/folder.js";

/** Where the platform is, and the credential for it. */
export interface Connection {
  readonly url: string;
  readonly token: string;
}

/** Name of the stack meant: the option, TROUPE_STACK, or the default. */
export function stackName(context: CliContext, option: string | undefined): string {
  return option ?? (context.env.TROUPE_STACK || DEFAULT_STACK);
}

/**
 * The connection by TROUPE_URL and TROUPE_TOKEN, or the nearest `stack.json` upward of the working folder.
 * Throws CliError when there is neither.
 */
export async function connectionOf(context: CliContext, option?: string): Promise<Connection> {
  const { TROUPE_URL: url, TROUPE_TOKEN: token } = context.env;
  if (option === undefined && url) requireAddress(url);
  if (option === undefined && url && token) return { url, token };
  const name = stackName(context, option);
  const root = findStack(context.cwd, name);
  const record = root === undefined ? undefined : await readRecord(stackPaths(root, name));
  if (option === undefined && url) {
    if (record === undefined) {
      throw new CliError(EXIT.refused, "TROUPE_URL is set and TROUPE_TOKEN is not", { hint: "export TROUPE_TOKEN=…" });
    }
    return { url, token: record.token };
  }
  if (record === undefined) {
    const [other] = await runningStacks(context.cwd);
    const flag = name === DEFAULT_STACK ? "" : ` --name ${name}`;
    throw new CliError(EXIT.unreachable, `no stack named ${name} runs in this folder or above it`, {
      hint: other ? `export TROUPE_STACK=${other}` : `troupe dev${flag}, or set TROUPE_URL and TROUPE_TOKEN`,
    });
  }
  return { url: record.url, token: token || record.token };
}

function requireAddress(url: string): void {
  if (/^https?:/i.test(url) && URL.canParse(url)) return;
  throw new CliError(EXIT.wrongInput, `TROUPE_URL is no http address: ${url}`, {
    hint: "export TROUPE_URL=http://127.0.0.1:7400, or unset it to use the local stack",
  });
}

/** Names of the stacks that say they run in the nearest folder that has any. */
async function runningStacks(from: string): Promise<string[]> {
  const root = findRoot(from);
  const names = root === undefined ? [] : await stackNames(root);
  return names.filter((name) => findStack(from, name) !== undefined);
}
