import type { ReactNode } from 'react';

/** Things of one kind in a section. */
export function SettingsGroup({ title, about, children }: { title?: string; about?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-4 rounded-2xl border border-line bg-raised p-4 md:p-5">
      {(title ?? about) && (
        <div className="grid gap-1">
          {title && <h2 className="font-semibold tracking-tight">{title}</h2>}
          {about && <div className="text-sm text-muted text-pretty">{about}</div>}
        </div>
      )}
      {children}
    </div>
  );
}
