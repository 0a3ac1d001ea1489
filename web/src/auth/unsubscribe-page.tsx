import { useState } from 'react';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';
import { Done } from './done.js';

export function UnsubscribePage({ token }: { token: string }) {
  const [done, setDone] = useState(false);
  if (done)
    return (
      <Done title="No more of these">
        <p>You get no more email of this kind.</p>
      </Done>
    );
  return (
    <AuthFrame title="No more mails like this?" intro="What protects your account still comes.">
      <Form
        fields={[]}
        action="Stop these mails"
        onSubmit={async () => {
          await client.command('mail.unsubscribe', { token });
          setDone(true);
        }}
      />
    </AuthFrame>
  );
}
