import { setTimeout as wait } from "node:timers/promises";
import { connect, TroupeError } from "@troupe/sdk";

/** Answers the oldest open question: `yes`, `no`, or JSON; then a comment. */
const [given = "yes", comment] = process.argv.slice(2);
const client = connect();

async function openQuestion() {
  for (let tries = 0; tries < 100; tries++) {
    const question = (await client.questions.list({ status: "waiting" })).items.at(-1);
    if (question !== undefined) return question;
    await wait(100);
  }
  throw new Error("nobody asks anything");
}

const question = await openQuestion();
console.log(question.question);
const value = question.isApproval ? given === "yes" : JSON.parse(given);
try {
  await client.questions.answer(question.id, { value, ...(comment === undefined ? {} : { comment }) });
  console.log(`answered: ${JSON.stringify(value)}`);
} catch (error) {
  if (!(error instanceof TroupeError)) throw error;
  console.log(`${error.code}: ${error.errors?.map(({ message }) => message).join("; ") ?? error.message}`);
}
await client.close();
