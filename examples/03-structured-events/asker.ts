import { connect, EventToolkit, TroupeError } from "@troupe/sdk";

/** Knows no event definition: it finds who can help, reads what to send, and asks. */
const [value = "26.2", from = "mile", to = "kilometre"] = process.argv.slice(2);

await using client = connect();
const toolkit = new EventToolkit(client.registry);

const { agents } = await client.registry.discover({ capability: "length-conversion" });
const request = agents.flatMap(({ consumes }) => consumes).find(({ topic }) => topic === "action-requests");
if (request === undefined) {
  console.error("nobody converts lengths: start the converter first");
  process.exit(1);
}
console.log(await toolkit.describe(request.type));

try {
  const { event, data } = await toolkit.build(request.type, { value: Number(value), from, to });
  console.log(JSON.stringify(await client.bus.request(event, data, { timeoutMs: 10_000 })));
} catch (error) {
  if (!(error instanceof TroupeError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
