import { connect } from "@troupe/sdk";

const client = connect();
await client.memory.storeProcedure("manners", {
  type: "rule",
  content: "Answer politely.",
  triggers: ["what", "who", "where", "when", "how"],
});
console.log("the chatbot has manners");
await client.close();
