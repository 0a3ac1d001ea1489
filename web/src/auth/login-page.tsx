import { useState } from 'react';
import { client } from '../session/parley.js';
import { nextPath, withNext } from '../session/places.js';
import { Form } from '../ui/form.js';
import { Way } from '../ui/way.js';
import { AuthFrame } from './auth-frame.js';
import { CodeForm } from './code-form.js';
import { GoogleButton } from './google-button.js';
import { ticketIn } from './second-step.js';

const fields = [
  {
    name: 'login',
    label: 'Username or email address',
    autoComplete: 'username',
    autoCapitalize: 'none',
    autoFocus: true,
  },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
];

export function LoginPage() {
  const [ticket, setTicket] = useState<string>();
  if (ticket !== undefined)
    return (
      <AuthFrame title="One more step" intro="Your account asks for a code as well.">
        <CodeForm ticket={ticket} />
      </AuthFrame>
    );
  return (
    <AuthFrame
      title="Log in"
      intro={
        <>
          <p>Parley is where your team talks.</p>
          <p>
            New here? <Way to={withNext('/register', nextPath())}>Create an account</Way>
          </p>
        </>
      }
    >
      <GoogleButton />
      <Form
        fields={fields}
        action="Log in"
        onSubmit={async ({ login = '', password = '' }) => {
          await client.auth.login({ login, password }).catch((error: unknown) => setTicket(ticketIn(error)));
        }}
      />
      <p className="text-muted">
        <Way to="/forgot">Forgot password?</Way>
      </p>
    </AuthFrame>
  );
}
