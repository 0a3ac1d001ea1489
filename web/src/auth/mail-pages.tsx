import { useEffect, useState } from 'react';
import { Route, Switch } from 'wouter';
import { Way } from '../ui/way.js';
import { ChangeEmailPage } from './change-email-page.js';
import { DisownPage } from './disown-page.js';
import { Done } from './done.js';
import { ForgotPage } from './forgot-page.js';
import { ResetPage } from './reset-page.js';
import { UnsubscribePage } from './unsubscribe-page.js';
import { VerifyPage } from './verify-page.js';

function tokenInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
}

/** Where links in mails lead. Opening one does nothing: programs that look for viruses open them all. A button does. */
export default function MailPages({ signedIn }: { signedIn: boolean }) {
  const [token, setToken] = useState(tokenInAddress);
  useEffect(() => {
    // A secret stays neither in the address bar nor in the history.
    const hide = () => tokenInAddress() && history.replaceState(history.state, '', location.pathname);
    // The whole link, put where a part of it was, loads no page anew.
    const onHash = (): void => {
      setToken((before) => tokenInAddress() || before);
      hide();
    };
    hide();
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  return (
    <Switch>
      <Route path="/forgot">
        <ForgotPage />
      </Route>
      {token === '' && (
        <Route>
          <CutOff />
        </Route>
      )}
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

/** Without its token a link is worth nothing, so nobody is asked to fill in anything. */
function CutOff() {
  return (
    <Done title="This link is not whole">
      <p>Its end is missing. Open the mail once more, and take all of the link.</p>
      <p>
        <Way to="/">Go to Parley</Way>
      </p>
    </Done>
  );
}
