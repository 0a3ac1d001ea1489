import { useEffect, useState } from 'react';
import { Route, Switch } from 'wouter';
import { ChangeEmailPage } from './change-email-page.js';
import { DisownPage } from './disown-page.js';
import { ForgotPage } from './forgot-page.js';
import { ResetPage } from './reset-page.js';
import { UnsubscribePage } from './unsubscribe-page.js';
import { VerifyPage } from './verify-page.js';

function tokenInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

/** Where links in mails lead. Opening one does nothing: programs that look for viruses open them all. A button does. */
export default function MailPages({ signedIn }: { signedIn: boolean }) {
  const [token] = useState(tokenInAddress);
  useEffect(() => {
    // A secret stays neither in the address bar nor in the history.
    if (tokenInAddress()) history.replaceState(history.state, '', location.pathname);
  }, []);
  return (
    <Switch>
      <Route path="/forgot">
        <ForgotPage />
      </Route>
      <Route path="/reset">
        <ResetPage token={token} />
      </Route>
      <Route path="/verify">
        <VerifyPage token={token} signedIn={signedIn} />
      </Route>
      <Route path="/change-email">
        <ChangeEmailPage token={token} signedIn={signedIn} />
      </Route>
      <Route path="/disown">
        <DisownPage token={token} />
      </Route>
      <Route path="/unsubscribe">
        <UnsubscribePage token={token} />
      </Route>
    </Switch>
  );
}
