import { useState } from 'react';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';
import { Way } from '../ui/way.js';
import { Done } from './done.js';

/** For who knows nothing of an account, or of a sign-in, that a mail told of. */
export function DisownPage({ token }: { token: string }) {
  const [what, setWhat] = useState<'account' | 'session'>();
  if (what === 'account')
    return (
      <Done title="Thank you">
        <p>Your email address is no longer part of that account, and no more mail about it comes to you.</p>
      </Done>
    );
  if (what === 'session')
    return (
      <Done title="That session has ended">
        <p>
          Whoever logged in may know your password. <Way to="/forgot">Choose a new one</Way> now.
        </p>
      </Done>
    );
  return (
    <AuthFrame title="This wasn’t you?" intro="Say so, and we end what the mail told you of.">
      <Form
        fields={[]}
        action="This wasn’t me"
        onSubmit={async () => {
          setWhat(await client.auth.disown(token));
        }}
      />
    </AuthFrame>
  );
}
