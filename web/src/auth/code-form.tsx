import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';

const fields = [
  {
    name: 'code',
    label: 'Code',
    autoComplete: 'one-time-code',
    autoCapitalize: 'none',
    spellCheck: false,
    autoFocus: true,
    hint: 'As your authenticator app shows it, or one of your recovery codes.',
  },
];

/** Asks for the second factor, after the password or after Google. */
export function CodeForm({ ticket }: { ticket: string }) {
  return (
    <Form
      fields={fields}
      action="Go on"
      onSubmit={async ({ code = '' }) => {
        await client.auth.secondFactor({ ticket, code: code.trim() });
      }}
    />
  );
}
