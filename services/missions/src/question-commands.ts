import { type Answer, type Approve, answerSchema, approveSchema, type Question, TroupeError } from "@troupe/contracts";
import { parseWith } from "@troupe/service";
import { faultsOfAnswer } from "./answers.js";
import { bounded } from "./database.js";
import type { CommandContext } from "./engine.js";
import type { Caller, QuestionCommands } from "./missions.js";
import { type QuestionRow, questionOf } from "./rows.js";
import { notFound, one } from "./store/one.js";

export function questionCommands({ database, command }: CommandContext): QuestionCommands {
  async function answer(caller: Caller, id: string, input: Answer): Promise<Question> {
    const parsed = parseWith(answerSchema, input);
    const question = await one<QuestionRow>(database, caller.tenant, "question", id);
    const errors = faultsOfAnswer(question, parsed.value);
    if (errors.length > 0) {
      throw new TroupeError("VALIDATION_FAILED", `the answer does not fit: ${errors[0]?.message}`, {
        errors,
        hint: `troupe questions show ${id}`,
      });
    }
    const body = bounded({ ...parsed, comment: parsed.comment ?? null });
    const answered = await command<{ question: QuestionRow }>("answer_question", caller, id, body);
    return questionOf(answered.question);
  }

  async function openApproval(tenant: string, mission: string): Promise<string> {
    const sql = `select m.id as mission, q.id from missions.missions m left join missions.questions q
      on q.tenant_id = m.tenant_id and q.mission_id = m.id and q.is_approval and q.status = 'waiting'
      where m.tenant_id = $1 and m.id = $2 order by q.asked_at, q.id limit 2`;
    const rows = await database.rows<{ id: string | null }>(tenant, sql, [tenant, mission]);
    const [first, second] = rows;
    if (first === undefined) {
      throw notFound("mission", mission);
    }
    const hint = `troupe questions list --mission ${mission}`;
    if (first.id === null) throw new TroupeError("CONFLICT", `mission ${mission} waits for no approval`, { hint });
    if (second !== undefined) {
      throw new TroupeError("CONFLICT", `mission ${mission} waits for several approvals: name one of them`, { hint });
    }
    return first.id;
  }

  return {
    answer,
    async approve(caller, mission, input: Approve) {
      const { approved, comment, question } = parseWith(approveSchema, input);
      const id = question ?? (await openApproval(caller.tenant, mission));
      const found = await one<QuestionRow>(database, caller.tenant, "question", id);
      if (found.mission_id !== mission) throw notFound("question", id);
      if (!found.is_approval) {
        const hint = `troupe questions show ${id}`;
        throw new TroupeError("CONFLICT", `question ${id} wants an answer, not an approval`, { hint });
      }
      return answer(caller, id, { value: approved, ...(comment === undefined ? {} : { comment }) });
    },
  };
}
