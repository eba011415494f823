import { findPostgres, startPostgres, type TestPostgres } from "@troupe/store/testing";
import { afterAll, beforeAll, describe } from "vitest";

const available = (await findPostgres()) !== undefined;

/** Runs a suite on PGlite, and on a real Postgres where there is one with pgvector. */
export function onEveryStore(name: string, suite: (url: () => Promise<string>) => void): void {
  describe(`${name} on PGlite`, () => suite(async () => "pglite:memory"));
  describe.skipIf(!available)(`${name} on Postgres`, () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres();
    });
    afterAll(() => server?.stop());
    suite(async () => {
      if (!server.pgvector) throw new Error("this PostgreSQL has no pgvector: node scripts/postgres.mjs");
      return server.createDatabase();
    });
  });
}
