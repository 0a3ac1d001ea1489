import { useState } from 'react';
import { ParleyError } from '@parley/client';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { Way } from '../ui/way.js';
import { AuthFrame } from './auth-frame.js';
import { Done } from './done.js';

export function UnsubscribePage({ token }: { token: string }) {
  const [outcome, setOutcome] = useState<'done' | 'unknown'>();
  if (outcome !== undefined)
    return (
      <Done title={outcome === 'done' ? 'No more of these' : 'This link is not known'}>
        <p>
          {outcome === 'done'
            ? 'You get no more email of this kind.'
            : 'It may be from an account that is gone, or not be whole.'}
        </p>
        <p>
          <Way to="/settings/notifications">All that we may mail you</Way>
        </p>
      </Done>
    );

  function refused(error: unknown): void {
    if (!(error instanceof ParleyError) || error.code !== 'not_found') throw error;
    setOutcome('unknown');
  }

  return (
    <AuthFrame title="No more mails like this?" intro="What protects your account still comes.">
      <Form
        fields={[]}
        action="Stop these mails"
        onSubmit={async () => {
          await client.command('mail.unsubscribe', { token }).then(() => setOutcome('done'), refused);
        }}
      />
    </AuthFrame>
  );
}
