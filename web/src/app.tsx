import { Suspense } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { isMailPage } from './auth/mail-link.js';
import { LoginPage } from './auth/login-page.js';
import { RegisterPage } from './auth/register-page.js';
import { useSession } from './session/session.js';
import { nextPath, withNext } from './session/places.js';
import { Broken } from './ui/failure.js';
import { lazily } from './ui/lazily.js';
import { Splash } from './ui/splash.js';

// Who is not signed in needs none of it.
const Workspace = lazily(() => import('./shell/workspace.js'), Broken);
// Few open them, and rarely.
const MailPages = lazily(() => import('./auth/mail-pages.js'), Broken);
const InvitePage = lazily(() => import('./invite/invite-page.js'), Broken);
const LandingPage = lazily(() => import('./auth/landing-page.js'), Broken);

export function App() {
  const session = useSession();
  const [path] = useLocation();
  if (session === 'restoring') return <Splash />;
  if (session === 'unreachable') return <Splash>The server cannot be reached. Trying again…</Splash>;
  const signedIn = session === 'signed-in';
  return (
    <Suspense fallback={<Splash />}>
      {isMailPage(path) ? <MailPages signedIn={signedIn} /> : <Pages signedIn={signedIn} path={path} />}
    </Suspense>
  );
}

function Pages({ signedIn, path }: { signedIn: boolean; path: string }) {
  return (
    <Switch>
      <Route path="/login">{signedIn ? <Redirect to={nextPath()} replace /> : <LoginPage />}</Route>
      <Route path="/register">{signedIn ? <Redirect to={nextPath()} replace /> : <RegisterPage />}</Route>
      <Route path="/auth/landing">{signedIn ? <Redirect to={nextPath()} replace /> : <LandingPage />}</Route>
      <Route path="/invite/:code">{({ code }) => <InvitePage code={code} signedIn={signedIn} />}</Route>
      <Route>{signedIn ? <Workspace /> : <Redirect to={withNext('/login', path)} replace />}</Route>
    </Switch>
  );
}
