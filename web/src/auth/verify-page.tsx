import { useState } from 'react';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { AuthFrame } from './auth-frame.js';
import { ConfirmForm } from './confirm-form.js';
import { ResetPage } from './reset-page.js';
import { Way } from '../ui/way.js';
import { Done } from './done.js';

/** Shows that an address is one's own. Whoever is not signed in shows besides that they made the account, or takes it over. */
export function VerifyPage({ token, signedIn }: { token: string; signedIn: boolean }) {
  const [proven, setProven] = useState<string | null>();
  const [problem, setProblem] = useState<string>();
  if (proven) return <ResetPage token={proven} intro="The account is yours. It needs a new password." />;
  if (proven === null)
    return (
      <Done title="Your address is confirmed">
        <p>
          <Way to="/">Go to Parley</Way>
        </p>
      </Done>
    );
  const takeOver = () =>
    client.auth.verifyEmail({ token }).then(setProven, (error: unknown) => setProblem(sentenceOf(error)));
  return (
    <AuthFrame title="Is this your email address?" intro="Confirm it, and you can get a new password by mail.">
      <ConfirmForm
        action="Confirm"
        signedIn={signedIn}
        onConfirm={async (password) => {
          setProven(await client.auth.verifyEmail({ token, ...(password !== undefined && { password }) }));
        }}
      />
      {!signedIn && (
        <p className="text-muted">
          You do not know the password?{' '}
          <Button look="quiet" className="-mx-1" onClick={() => void takeOver()}>
            Choose a new one
          </Button>
        </p>
      )}
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
    </AuthFrame>
  );
}
