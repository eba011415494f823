import { locateModel } from "@troupe/embeddings/setup";
import type { CliContext } from "../context.js";
import type { Check } from "./check.js";

const OLDEST_POSTGRES = 15;
const OLDEST_VECTOR = [0, 8] as const;

/** The database the stack would use, and whether it knows vectors: the embedded one does. */
export async function checkDatabase({ env }: Pick<CliContext, "env">): Promise<Check[]> {
  const url = env.DATABASE_URL;
  if (!url || url.startsWith("pglite:")) {
    return [
      { name: "Postgres", state: "ok", detail: "embedded; DATABASE_URL names another" },
      { name: "pgvector", state: "ok", detail: "embedded" },
    ];
  }
  const { inspectDatabase } = await import("@troupe/store");
  try {
    const { version, vector } = await inspectDatabase(url);
    return [checkVersion(version), checkVector(version, vector)];
  } catch (error) {
    const detail = `DATABASE_URL: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`;
    return [{ name: "Postgres", state: "fail", detail, fix: "unset DATABASE_URL" }];
  }
}

function checkVersion(version: string): Check {
  const name = "Postgres";
  if (Number.parseInt(version, 10) >= OLDEST_POSTGRES) return { name, state: "ok", detail: version };
  const detail = `${version} is older than ${OLDEST_POSTGRES}`;
  return { name, state: "fail", detail, fix: `apt-get install postgresql-${OLDEST_POSTGRES}` };
}

/** Without vectors memory is searched by words alone. */
function checkVector(server: string, version: string | undefined): Check {
  const name = "pgvector";
  const fix = `apt-get install postgresql-${Number.parseInt(server, 10)}-pgvector`;
  if (version === undefined)
    return { name, state: "warn", detail: "not there: memory is searched by words alone", fix };
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isOld = major < OLDEST_VECTOR[0] || (major === OLDEST_VECTOR[0] && minor < OLDEST_VECTOR[1]);
  if (isOld) return { name, state: "warn", detail: `${version} is older than ${OLDEST_VECTOR.join(".")}`, fix };
  return { name, state: "ok", detail: version };
}

/** The embedding model; without one memory is searched by words alone. */
export async function checkModel({ env }: Pick<CliContext, "env">): Promise<Check> {
  const name = "embedding model";
  const chosen = env.TROUPE_EMBEDDINGS;
  if (chosen === "none" || chosen === "openai") return { name, state: "ok", detail: `TROUPE_EMBEDDINGS=${chosen}` };
  const found = await locateModel({ env });
  if (found) return { name, state: "ok", detail: `${found.id} (${found.folder})` };
  return { name, state: "warn", detail: "none: memory is searched by words alone", fix: "troupe setup" };
}
