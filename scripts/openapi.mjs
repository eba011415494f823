// Writes docs/openapi/<service>.json from the services' schemas; --check compares instead and fails on a difference.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { buildServer, createAuthenticator, createLogger, generateKeyPair } from "@troupe/service";

const SERVICES = [
  { name: "events", entry: "@troupe/events", factory: "eventsModule" },
  { name: "registry", entry: "@troupe/registry", factory: "registryModule" },
  { name: "missions", entry: "@troupe/missions", factory: "missionsModule" },
  { name: "memory", entry: "@troupe/memory", factory: "memoryModule" },
];

const folder = new URL("../docs/openapi/", import.meta.url);
const check = process.argv.includes("--check");
const { version } = JSON.parse(await readFile(new URL("../package.json", import.meta.url), "utf8"));

/** Stands for every dependency of a service: describing its routes calls none of them. */
function inert(path = "deps") {
  return new Proxy(() => undefined, {
    get: (_, key) => (typeof key === "symbol" || key === "then" ? undefined : inert(`${path}.${key}`)),
    apply: () => {
      throw new Error(`${path} was called while describing a service`);
    },
  });
}

async function describe({ entry, factory }) {
  const make = (await import(entry))[factory];
  if (typeof make !== "function") return undefined;
  const { publicKey } = await generateKeyPair();
  const app = await buildServer({
    modules: [await make({ ...DEPENDENCIES })],
    authenticator: await createAuthenticator({ publicKeys: [publicKey] }),
    logger: createLogger({ service: "openapi", level: "silent" }),
    version,
  });
  const document = app.swagger();
  await app.close().catch(() => undefined);
  return `${JSON.stringify(document, null, 2)}\n`;
}

const DEPENDENCIES = Object.fromEntries(
  ["bus", "content", "mirror", "store", "logger", "clock", "ids"].map((name) => [name, inert(name)]),
);

let stale = 0;
await mkdir(folder, { recursive: true });
for (const service of SERVICES) {
  const file = new URL(`${service.name}.json`, folder);
  const wanted = await describe(service);
  if (wanted === undefined) {
    console.error(`${service.name}: ${service.entry} exports no ${service.factory}`);
    process.exitCode = 1;
    continue;
  }
  const found = await readFile(file, "utf8").catch(() => undefined);
  if (found === wanted) {
    console.log(`${service.name}: up to date`);
  } else if (check) {
    stale++;
    console.error(`${service.name}: docs/openapi/${service.name}.json differs from the service's schemas`);
  } else {
    await writeFile(file, wanted);
    console.log(`${service.name}: wrote ${fileURLToPath(file)}`);
  }
}
if (stale > 0) {
  console.error("run: npm run openapi");
  process.exitCode = 1;
}
