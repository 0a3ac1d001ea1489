import { useEffect, useState } from 'react';
import { client } from '../session/parley.js';
import { nextPath, withNext } from '../session/places.js';
import { sentenceOf } from '../ui/problem.js';
import { Way } from '../ui/way.js';
import { AuthFrame } from './auth-frame.js';
import { CodeForm } from './code-form.js';
import { ticketIn } from './second-step.js';
import { arrived, cameBack } from './set-out.js';

/** A code is good once, and React may run an effect twice. */
const tried = new Set<string>();

/** Where browsers come from Google: turns the code into a session. */
export default function LandingPage() {
  const [problem, setProblem] = useState<string>();
  const [ticket, setTicket] = useState<string>();
  useEffect(() => {
    const code = new URLSearchParams(location.search).get('code') ?? '';
    if (tried.has(code)) return;
    tried.add(code);
    if (!cameBack()) return setProblem('This log-in was not begun in this tab.');
    arrived();
    client.auth
      .exchange(code)
      .catch((error: unknown) => setTicket(ticketIn(error)))
      .catch((error: unknown) => setProblem(sentenceOf(error)));
  }, []);
  if (ticket !== undefined)
    return (
      <AuthFrame title="One more step" intro="Your account asks for a code as well.">
        <CodeForm ticket={ticket} />
      </AuthFrame>
    );
  return (
    <AuthFrame title={problem === undefined ? 'One moment…' : 'You are not logged in'} intro={problem}>
      {problem !== undefined && <Way to={withNext('/login', nextPath())}>Back to the log-in page</Way>}
    </AuthFrame>
  );
}
