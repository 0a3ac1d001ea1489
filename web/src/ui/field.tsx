import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react';
import { PasswordInput } from './password-input.js';

export interface FieldSpec extends InputHTMLAttributes<HTMLInputElement> {
  name: string;
  label: string;
  hint?: ReactNode;
  /** How many lines there are to write in, where it is not one. */
  lines?: number;
}

/** How every box to write into looks. */
export const boxLook =
  'min-h-10 pointer-coarse:min-h-11 w-full rounded-lg border border-edge bg-raised px-3 py-2 text-base aria-invalid:border-danger';

/** A box with its name, a hint and what is wrong with it. */
export function Field({ name, label, hint, lines, problem, ...rest }: FieldSpec & { problem?: string | undefined }) {
  const id = useId();
  const about = [hint && !problem && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  const input = {
    id,
    name,
    'aria-describedby': about || undefined,
    'aria-invalid': problem !== undefined,
    className: boxLook,
    ...rest,
  };
  return (
    <div className="grid grid-cols-1 gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {lines !== undefined ? (
        <textarea {...(input as TextareaHTMLAttributes<HTMLTextAreaElement>)} rows={lines} />
      ) : rest.type === 'password' ? (
        <PasswordInput {...input} />
      ) : (
        <input {...input} />
      )}
      {hint && !problem && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
      <p id={`${id}-problem`} role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
    </div>
  );
}
