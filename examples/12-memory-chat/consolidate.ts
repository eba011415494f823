import { connect, consolidate, consolidated } from "@troupe/sdk";

const [conversationId = "chat-1"] = process.argv.slice(2);
const client = connect();
const { turns, knowledge } = await client.bus.request(
  consolidate,
  { conversationId },
  { replies: consolidated, timeoutMs: 30_000 },
);
console.log(`${turns} turns came to:`);
for (const id of knowledge) console.log((await client.memory.knowledge(id))?.passages[0]?.text);
await client.close();
