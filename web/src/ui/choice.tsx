interface Props<Value extends string> {
  label: string;
  /** Of the field in its form. */
  name: string;
  /** What may be chosen, the first at the beginning. */
  options: readonly { value: Value; label: string; hint: string }[];
  defaultValue: Value;
}

/** One of a few that need a sentence each. */
export function Choice<Value extends string>({ label, name, options, defaultValue }: Props<Value>) {
  return (
    <fieldset className="grid grid-cols-1 gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="flex cursor-pointer items-start gap-3 rounded-lg border border-line px-3 py-2 hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            defaultChecked={option.value === defaultValue}
            className="mt-1 size-4 shrink-0 accent-accent outline-none"
          />
          <span>
            {option.label}
            <span className="block text-sm text-muted">{option.hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
