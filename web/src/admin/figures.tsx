import type { ReactNode } from 'react';

/** A few facts with their names. */
export function Figures({ figures }: { figures: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-1 gap-x-6 gap-y-3 sm:grid-cols-2">
      {figures.map(([name, value]) => (
        <div key={name} className="flex items-baseline justify-between gap-4 sm:block">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-end font-medium tabular-nums sm:text-start">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
