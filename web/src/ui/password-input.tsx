import { useState, type InputHTMLAttributes } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import { PasswordMeter } from './password-meter.js';

/** A box for a password, with a button to see what one types. A new one is measured, unless it is known already what is wrong with it. */
export function PasswordInput({ className, ...rest }: InputHTMLAttributes<HTMLInputElement>) {
  const [shown, setShown] = useState(false);
  const [value, setValue] = useState('');
  const Icon = shown ? EyeOff : Eye;
  return (
    <>
      <span className="relative grid">
        <input
          {...rest}
          type={shown ? 'text' : 'password'}
          spellCheck={false}
          autoCapitalize="none"
          onInput={(event) => setValue(event.currentTarget.value)}
          className={`${className} pe-11`}
        />
        <button
          type="button"
          aria-label="Show characters"
          aria-pressed={shown}
          title={shown ? 'Hide characters' : 'Show characters'}
          onClick={() => setShown(!shown)}
          className="absolute inset-y-0 end-0 grid w-11 place-content-center rounded-lg text-muted hover:text-ink"
        >
          <Icon size={17} aria-hidden="true" />
        </button>
      </span>
      {rest.autoComplete === 'new-password' && !rest['aria-invalid'] && <PasswordMeter password={value} />}
    </>
  );
}
