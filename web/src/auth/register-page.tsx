import { Link } from 'wouter';
import { nextPath, withNext } from '../session/places.js';
import { GoogleButton } from './google-button.js';
import { AuthFrame } from './auth-frame.js';
import { RegisterForm } from './register-form.js';

export function RegisterPage() {
  return (
    <AuthFrame title="Create your account" intro="One form, then you can talk.">
      <GoogleButton />
      <RegisterForm action="Create account" />
      <p className="text-muted">
        Have one already?{' '}
        <Link href={withNext('/login', nextPath())} className="text-accent underline-offset-2 hover:underline">
          Log in
        </Link>
      </p>
    </AuthFrame>
  );
}
