import { Search } from 'lucide-react';

interface Props {
  label: string;
  value: string;
  autoFocus?: boolean;
  onChange: (value: string) => void;
}

/** Where one types what to look for in a list. */
export function SearchField({ label, value, autoFocus, onChange }: Props) {
  return (
    <label className="relative grid">
      <span className="sr-only">{label}</span>
      <Search size={16} aria-hidden="true" className="pointer-events-none absolute start-3 self-center text-muted" />
      <input
        type="search"
        value={value}
        autoFocus={autoFocus}
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-10 w-full pointer-coarse:min-h-11 rounded-lg border border-edge bg-raised py-2 ps-9 pe-3 text-base placeholder:text-muted"
      />
    </label>
  );
}
