import { nextPath, withNext } from '../session/places.js';
import { GoogleButton } from './google-button.js';
import { Way } from '../ui/way.js';
import { AuthFrame } from './auth-frame.js';
import { RegisterForm } from './register-form.js';

export function RegisterPage() {
  return (
    <AuthFrame title="Create your account" intro="One form, then you can talk.">
      <GoogleButton />
      <RegisterForm action="Create account" />
      <p className="text-muted">
        Have one already? <Way to={withNext('/login', nextPath())}>Log in</Way>
      </p>
    </AuthFrame>
  );
}
