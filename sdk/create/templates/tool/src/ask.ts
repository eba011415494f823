import { connect } from "@troupe/sdk";
import { convert } from "./events.js";

const client = connect();
const reply = await client.bus.request(convert, { celsius: Number(process.argv[2] ?? 20) }, { timeoutMs: 20_000 });
console.log(reply.data);
await client.close();
