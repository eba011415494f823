import { connect } from "@troupe/sdk";
import { chat, chatted } from "./events.js";

const [conversation = "chat-1", ...texts] = process.argv.slice(2);
const client = connect();
for (const text of texts) {
  const options = { replies: chatted, correlationId: conversation, timeoutMs: 20_000 };
  const answer = await client.bus.request(chat, { text }, options);
  console.log(`you: ${text}`);
  console.log(`bot (turn ${answer.turn}): ${answer.text}`);
}
await client.close();
