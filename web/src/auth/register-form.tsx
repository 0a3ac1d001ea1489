import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';

const fields = [
  { name: 'displayName', label: 'Your name', autoComplete: 'name', autoFocus: true, hint: 'As others will see it.' },
  {
    name: 'username',
    label: 'Username',
    autoComplete: 'username',
    autoCapitalize: 'none',
    spellCheck: false,
    hint: 'Short and without spaces: people mention you by it, such as @ada.',
  },
  { name: 'email', label: 'Email address', type: 'email', autoComplete: 'email' },
  {
    name: 'password',
    label: 'Password',
    type: 'password',
    autoComplete: 'new-password',
  },
];

/** Makes an account and signs in; then `onDone`. */
export function RegisterForm({ action, onDone }: { action: string; onDone?: () => Promise<void> }) {
  return (
    <Form
      fields={fields}
      action={action}
      onSubmit={async ({ displayName = '', username = '', email = '', password = '' }) => {
        const name = displayName.trim();
        await client.auth.register({ username: username.trim(), email, password, ...(name && { displayName: name }) });
        await onDone?.();
      }}
    />
  );
}
