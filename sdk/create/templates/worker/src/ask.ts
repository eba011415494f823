import { connect } from "@troupe/sdk";
import { greet } from "./events.js";

const client = connect();
const reply = await client.bus.request(greet, { name: process.argv[2] ?? "Ada" }, { timeoutMs: 20_000 });
console.log(reply.data);
await client.close();
