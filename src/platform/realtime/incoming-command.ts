import { Logger } from '@nestjs/common';
import { asProblem } from '../errors/as-problem.js';
import type { ErrorCode } from '../errors/errors.catalogue.js';
import { toProblemBody, type ProblemBody } from '../errors/problem.js';
import { newId } from '../database/ids.js';
import type { Connection } from './realtime.js';

/** What every command is answered with, in its acknowledgement. */
export type CommandAnswer = { ok: true; data: unknown } | { ok: false; error: ProblemBody };

const logger = new Logger('Commands');

/** One command on its way through guard, pipe and handler. Whatever belongs to one message lives here and never on the socket. */
export class IncomingCommand {
  /** What the guard granted, for the handler's `@Access()`. */
  grant: unknown;
  /** What is left of the payload for the handler's `@Input()`, after the guard has taken its own ids out. */
  input: Record<string, unknown>;
  /** What it was refused with, once it was. */
  refusal: ErrorCode | undefined;
  private answered = false;

  constructor(
    readonly connection: Connection,
    readonly name: string,
    payload: Record<string, unknown>,
    private readonly reply: (answer: CommandAnswer) => void,
  ) {
    this.input = payload;
  }

  /** Answers with the handler's result; a handler that returns nothing answers null. Only the first answer counts. */
  succeed(data: unknown): void {
    this.answer({ ok: true, data: data ?? null });
  }

  /** Answers with the problem that was thrown, without repeating what was sent. */
  fail(error: unknown): void {
    const problem = asProblem(error);
    const requestId = newId();
    this.refusal ??= problem.code;
    if (problem.status >= 500) logger.error({ requestId, command: this.name, error: problem.cause ?? problem });
    this.answer({ ok: false, error: toProblemBody(problem, requestId) });
  }

  private answer(answer: CommandAnswer): void {
    if (this.answered) return;
    this.answered = true;
    this.reply(answer);
  }
}
