import { useId, type ReactNode } from 'react';

interface Option<Value extends string> {
  value: Value;
  label: string;
  hint?: string;
  /** A small picture of it. */
  sign?: ReactNode;
}

interface Props<Value extends string> {
  /** What is chosen, for screen readers. */
  label: string;
  options: readonly Option<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
}

/** One of a few, all of which are seen. Arrow keys move between them. */
export function Choice<Value extends string>({ label, options, value, onChange }: Props<Value>) {
  const name = useId();
  return (
    <fieldset className="grid grid-cols-1 gap-1">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 hover:bg-hover has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
            className="size-4 shrink-0 accent-accent outline-none"
          />
          {option.sign && (
            <span aria-hidden="true" className="grid size-5 shrink-0 place-content-center">
              {option.sign}
            </span>
          )}
          <span className="grid min-w-0">
            <span className="font-medium">{option.label}</span>
            {option.hint && <span className="text-sm text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
