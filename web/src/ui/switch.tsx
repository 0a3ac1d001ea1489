import type { ReactNode } from 'react';

interface Props {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

/** Something that is on or off at once, without a button to save it. The whole line can be pressed. */
export function Switch({ label, hint, checked, disabled, onChange }: Props) {
  return (
    <label className="flex min-h-10 pointer-coarse:min-h-11 cursor-pointer items-center justify-between gap-4 has-disabled:cursor-default has-disabled:opacity-60">
      <span className="min-w-0">
        <span className="font-medium">{label}</span>
        {hint && <span className="block text-sm text-muted text-pretty">{hint}</span>}
      </span>
      <span className="relative inline-flex h-6 w-10 shrink-0">
        <input
          type="checkbox"
          role="switch"
          checked={checked}
          aria-checked={checked}
          disabled={disabled}
          onChange={(event) => onChange(event.target.checked)}
          className="peer size-full cursor-[inherit] appearance-none rounded-full bg-muted transition checked:bg-accent"
        />
        <span
          aria-hidden="true"
          className="pointer-events-none absolute start-0.5 top-0.5 size-5 rounded-full bg-canvas shadow-sm transition-all peer-checked:start-4.5"
        />
      </span>
    </label>
  );
}
