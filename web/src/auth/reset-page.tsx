import { useState } from 'react';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';
import { Way } from '../ui/way.js';
import { Done } from './done.js';

const fields = [
  {
    name: 'password',
    label: 'New password',
    type: 'password',
    autoComplete: 'new-password',
    autoFocus: true,
  },
];

export function ResetPage({ token, intro = 'It signs you out everywhere.' }: { token: string; intro?: string }) {
  const [done, setDone] = useState(false);
  if (done)
    return (
      <Done title="Your password is set">
        <p>
          <Way to="/login">Log in</Way> with it.
        </p>
      </Done>
    );
  return (
    <AuthFrame title="Choose a new password" intro={intro}>
      <Form
        fields={fields}
        action="Set password"
        onSubmit={async ({ password = '' }) => {
          await client.auth.resetPassword({ token, password });
          setDone(true);
        }}
      />
      <p className="text-muted">
        The link has run out? <Way to="/forgot">Ask for another</Way>
      </p>
    </AuthFrame>
  );
}
