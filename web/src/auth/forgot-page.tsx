import { useState } from 'react';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';
import { Way } from '../ui/way.js';
import { Done } from './done.js';

const fields = [{ name: 'email', label: 'Email address', type: 'email', autoComplete: 'email', autoFocus: true }];

export function ForgotPage() {
  const [asked, setAsked] = useState(false);
  if (asked)
    return (
      <Done title="Look into your mail">
        <p>If there is an account with that address, a link to a new password is on its way. It works for an hour.</p>
        <p>
          <Way to="/login">Log in</Way>
        </p>
      </Done>
    );
  return (
    <AuthFrame title="Forgot your password?" intro="We send you a link to a new one.">
      <Form
        fields={fields}
        action="Send the link"
        onSubmit={async ({ email = '' }) => {
          await client.auth.forgotPassword(email);
          setAsked(true);
        }}
      />
      <p className="text-muted">
        It came back to you? <Way to="/login">Log in</Way>
      </p>
    </AuthFrame>
  );
}
