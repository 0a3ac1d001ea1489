import { useState } from 'react';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';
import { ConfirmForm } from './confirm-form.js';
import { ResetPage } from './reset-page.js';
import { Way } from '../ui/way.js';
import { Done } from './done.js';

/** How the link back begins that the address before was sent. */
const UNDO = 'undo.';

export function ChangeEmailPage({ token, signedIn }: { token: string; signedIn: boolean }) {
  return token.startsWith(UNDO) ? (
    <Undo token={token.slice(UNDO.length)} />
  ) : (
    <Confirm token={token} signedIn={signedIn} />
  );
}

function Confirm({ token, signedIn }: { token: string; signedIn: boolean }) {
  const [done, setDone] = useState(false);
  if (done)
    return (
      <Done title="Your address is changed">
        <p>
          <Way to="/">Go to Parley</Way>
        </p>
      </Done>
    );
  return (
    <AuthFrame title="Your new email address" intro="Your account moves to the address that the mail came to.">
      <ConfirmForm
        action="Use this address"
        signedIn={signedIn}
        onConfirm={async (password) => {
          await client.auth.confirmEmail({ token, ...(password !== undefined && { password }) });
          setDone(true);
        }}
      />
    </AuthFrame>
  );
}

function Undo({ token }: { token: string }) {
  const [resetToken, setResetToken] = useState<string | null>();
  if (resetToken)
    return <ResetPage token={resetToken} intro="Your address is back. Your account needs a new password." />;
  return (
    <AuthFrame
      title="Take your account back"
      intro="It gets this address again, everybody is logged out, and you choose a new password."
    >
      <Form
        fields={[]}
        action="Take it back"
        onSubmit={async () => setResetToken(await client.auth.undoEmail(token))}
      />
    </AuthFrame>
  );
}
