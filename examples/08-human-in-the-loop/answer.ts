import { setTimeout as wait } from "node:timers/promises";
import { connect, type Question, TroupeError } from "@troupe/sdk";

/** Answers the oldest open question: `yes`, `no`, or JSON; then a comment. */
const [given = "yes", comment] = process.argv.slice(2);
const client = connect();

async function openQuestion() {
  for (let tries = 0; tries < 100; tries++) {
    const question = (await client.questions.list({ status: "waiting" })).items.at(-1);
    if (question !== undefined) return question;
    await wait(100);
  }
  return undefined;
}

/** What was given as an answer; undefined where it is none. */
function givenValue(isApproval: boolean): unknown {
  if (isApproval) return { yes: true, no: false }[given];
  try {
    return JSON.parse(given);
  } catch {
    return undefined;
  }
}

async function answer(question: Question): Promise<string> {
  const value = givenValue(question.isApproval);
  if (value === undefined)
    return `"${given}" is no ${question.isApproval ? "yes or no" : "JSON"}: nothing was answered`;
  try {
    await client.questions.answer(question.id, { value, ...(comment === undefined ? {} : { comment }) });
    return `answered: ${JSON.stringify(value)}`;
  } catch (error) {
    if (!(error instanceof TroupeError)) throw error;
    return `${error.code}: ${error.errors?.map(({ message }) => message).join("; ") ?? error.message}`;
  }
}

const question = await openQuestion();
if (question === undefined) console.log("nobody asks anything");
else console.log(`${question.question}\n${await answer(question)}`);
await client.close();
