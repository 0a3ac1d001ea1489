import { Link } from 'wouter';
import { client } from '../session/parley.js';
import { nextPath, withNext } from '../session/places.js';
import { Form } from '../ui/form.js';
import { AuthFrame } from './auth-frame.js';

const fields = [
  {
    name: 'login',
    label: 'Username or mail address',
    autoComplete: 'username',
    autoCapitalize: 'none',
    autoFocus: true,
  },
  { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
];

export function LoginPage() {
  return (
    <AuthFrame title="Log in" intro="Welcome back.">
      <Form
        fields={fields}
        action="Log in"
        onSubmit={async ({ login = '', password = '' }) => {
          await client.auth.login({ login, password });
        }}
      />
      <p className="text-muted">
        <Link href="/forgot" className="text-accent underline-offset-2 hover:underline">
          Forgot password?
        </Link>
      </p>
      <p className="text-muted">
        New here?{' '}
        <Link href={withNext('/register', nextPath())} className="text-accent underline-offset-2 hover:underline">
          Create an account
        </Link>
      </p>
    </AuthFrame>
  );
}
