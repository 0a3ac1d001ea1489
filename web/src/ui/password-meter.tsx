import { strengthOf } from './password-strength.js';

const colours = ['bg-line', 'bg-danger', 'bg-warn', 'bg-ok', 'bg-ok'];

/** Says how good a new password is while it is typed: in words, also to screen readers, and as a bar. */
export function PasswordMeter({ password }: { password: string }) {
  const { level, words } = strengthOf(password);
  return (
    <div className="grid gap-1.5 pt-1" data-strength={level}>
      <div className="grid grid-cols-4 gap-1" aria-hidden="true">
        {[1, 2, 3, 4].map((part) => (
          <span
            key={part}
            className={`h-1 rounded-full transition-colors ${part <= level ? colours[level] : 'bg-line'}`}
          />
        ))}
      </div>
      <p role="status" className="text-sm text-muted">
        {words}
      </p>
    </div>
  );
}
