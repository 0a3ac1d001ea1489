import { errorCatalogue, type ErrorCode } from '../errors/errors.catalogue.js';
import { refTo, type JsonSchema, type OpenApiResponse } from './document.js';

/** The schemas of every refusal, by REST (RFC 9457) and in the answer to a command. Kept in step with `ProblemBody`. */
export const problemSchemas: Record<string, JsonSchema> = {
  ProblemCode: {
    type: 'string',
    enum: Object.keys(errorCatalogue),
    description: 'What went wrong. Explained at /docs/problems.',
  },
  BrokenRule: {
    type: 'object',
    description: 'One rule that one field breaks.',
    properties: {
      field: { type: 'string', description: 'A path such as `members.0.role`, empty for the input as a whole.' },
      rule: { type: 'string', example: 'maxLength' },
      message: { type: 'string', description: 'For people.' },
    },
    required: ['field', 'rule', 'message'],
  },
  Problem: {
    type: 'object',
    description: 'A refusal (RFC 9457). It never repeats what was sent.',
    properties: {
      type: {
        type: 'string',
        description: 'The place that explains the code.',
        example: '/docs/problems#channel.archived',
      },
      title: { type: 'string', example: errorCatalogue['channel.archived'].title },
      status: { type: 'integer', example: 409 },
      code: refTo('ProblemCode'),
      detail: { type: 'string', description: 'A sentence about this very case.' },
      requestId: { type: 'string', description: 'Leads to the entries of the log.' },
      fields: {
        type: 'array',
        items: refTo('BrokenRule'),
        description: 'With `validation.failed`: every field and rule.',
      },
      permission: {
        type: 'string',
        description: 'With `access.denied`: the permission that was missing.',
        example: 'channel.update',
      },
      reason: { type: 'string', description: 'With a ban: why, in the words of who decided it.' },
      expiresAt: {
        type: 'string',
        format: 'date-time',
        description: 'With a ban: when it ends, unless it never does.',
      },
      ticket: {
        type: 'string',
        description: 'With `auth.second_factor_required`: for `POST /auth/second-factor`, once, within five minutes.',
      },
      retryAfter: { type: 'integer', description: 'Whole seconds until a repeat can succeed.' },
    },
    required: ['type', 'title', 'status', 'code', 'requestId'],
  },
};

/** What any signed-in call may be told. */
export const signedOut: ErrorCode[] = [
  'auth.required',
  'auth.invalid_token',
  'auth.token_expired',
  'auth.session_ended',
  'user.disabled',
];

const content = { 'application/problem+json': { schema: refTo('Problem') } };

/** One response per status of these codes, and one for what can happen to every request. */
export function problemResponses(codes: ErrorCode[]): Record<string, OpenApiResponse> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(errorCatalogue[code].status, [...(byStatus.get(errorCatalogue[code].status) ?? []), code]);
  const responses = [...byStatus].map(([status, some]) => [
    String(status),
    { description: some.map((code) => `\`${code}\`: ${errorCatalogue[code].title}`).join('\n\n'), content },
  ]);
  return { ...Object.fromEntries(responses), default: { description: 'Any other problem', content } };
}
