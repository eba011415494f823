import { connect } from "@troupe/sdk";
import { convert, converted } from "./events.js";

const client = connect();
const reply = await client.bus.request(convert, { celsius: Number(process.argv[2] ?? 20) }, { replies: converted });
console.log(reply);
await client.close();
