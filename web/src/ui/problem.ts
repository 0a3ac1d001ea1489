import { ParleyError } from '@parley/client';

/** Problems that are about one field, without saying so: of these the first that the form has. */
const FIELDS_OF: Readonly<Record<string, readonly string[]>> = {
  'auth.username_taken': ['username'],
  'auth.email_taken': ['email'],
  'auth.password_wrong': ['currentPassword', 'password'],
  'auth.proof_required': ['currentPassword', 'password'],
  'auth.code_wrong': ['code'],
  'team.slug_taken': ['slug', 'name'],
  'channel.slug_taken': ['name'],
};

/** What went wrong, for people: in general, or by field. */
export interface Problem {
  general?: string;
  fields: Readonly<Record<string, string>>;
}

function sentence(text: string): string {
  const begun = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** The server's own sentence; it knows best what was wrong. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ParleyError)) {
    console.error(error);
    return 'Something went wrong in this page. Reload it and try again.';
  }
  const wait = error.retryAfter === undefined ? '' : ` Try again in ${error.retryAfter} s.`;
  const rules = error.fields.map(({ message }) => sentence(message)).join(' ');
  return (rules || sentence(error.detail ?? error.title)) + wait;
}

/** Puts each sentence to the field that it is about. `labels`: what the fields of the form are called there. */
export function problemOf(error: unknown, labels: Readonly<Record<string, string>>): Problem {
  const fields: Record<string, string> = {};
  if (error instanceof ParleyError) {
    const field = FIELDS_OF[error.code]?.find((name) => name in labels);
    if (field !== undefined) fields[field] = sentenceOf(error);
    for (const { field, message } of error.fields) {
      const label = labels[field];
      if (label !== undefined) fields[field] ??= sentence(message.replace(field, label));
    }
  }
  return Object.keys(fields).length > 0 ? { fields } : { fields, general: sentenceOf(error) };
}
