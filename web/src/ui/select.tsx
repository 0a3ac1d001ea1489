import { useId, type ReactNode } from 'react';
import { ChevronDown } from 'lucide-react';

interface Props<Value extends string> {
  label: string;
  /** Read to screen readers only, where what stands beside says it to eyes. */
  labelHidden?: boolean;
  hint?: ReactNode;
  value: Value;
  /** What may be chosen, by value, in this order. */
  options: Readonly<Partial<Record<Value, string>>>;
  disabled?: boolean;
  onChange: (value: Value) => void;
}

/** One of a few. It is the browser's own list: on phones that is the system's wheel or sheet. */
export function Select<Value extends string>(props: Props<Value>) {
  const { label, labelHidden = false, hint, value, options, disabled, onChange } = props;
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className={labelHidden ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <span className="relative grid">
        <select
          id={id}
          value={value}
          disabled={disabled}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.target.value as Value)}
          className="min-h-10 w-full pointer-coarse:min-h-11 appearance-none rounded-lg border border-edge bg-raised py-2 ps-3 pe-9 text-base disabled:opacity-60"
        >
          {Object.entries<string | undefined>(options).map(([key, text]) => (
            <option key={key} value={key}>
              {text}
            </option>
          ))}
        </select>
        <ChevronDown
          size={16}
          aria-hidden="true"
          className="pointer-events-none absolute end-3 self-center text-muted"
        />
      </span>
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}
