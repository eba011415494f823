// Opens the database named on the command line and says so; writes numbered rows until it is killed, telling of each.

import { openStore } from "@troupe/store";
import { sql } from "drizzle-orm";

const [folder, mode, migrations] = process.argv.slice(2);
const store = await openStore({ url: `pglite:${folder}` });
if (mode === "write") {
  await store.migrate([{ service: "notes", folder: migrations }]);
  for (let at = 0; ; at++) {
    const id = `${process.pid}-${at}`;
    await store.withTenant("acme", (tx) =>
      tx.execute(sql`insert into notes.notes (tenant_id, id) values ('acme', ${id})`),
    );
    process.stdout.write(`${id}\n`);
  }
}
process.stdout.write("open\n");
setInterval(() => {}, 60_000);
