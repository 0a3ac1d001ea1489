import { useEffect, useRef, type ReactNode } from 'react';
import { ArrowLeft, type LucideIcon } from 'lucide-react';
import { Link, Redirect } from 'wouter';

export interface SettingsSection {
  /** Its part of the address. */
  slug: string;
  label: string;
  icon: LucideIcon;
  content: ReactNode;
}

interface Props {
  title: string;
  /** The address of the page; a section stands behind it. */
  path: string;
  sections: readonly SettingsSection[];
  /** The part of the address behind `path`. */
  current: string | undefined;
}

/** A page of settings. A wide screen has the list of sections beside the one that is open, at first the first; a narrow one has either. */
export function SettingsFrame({ title, path, sections, current }: Props) {
  const open = current === undefined ? sections[0] : sections.find(({ slug }) => slug === current);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (current !== undefined) heading.current?.focus(); // where one has come to; a link into the section was pressed
  }, [current]);
  useEffect(() => {
    document.title = `${open?.label ?? title} · Parley`;
  }, [open?.label, title]);
  if (!open) return <Redirect to={path} replace />;
  return (
    <div className="flex min-h-0 flex-1">
      <nav
        aria-label={title}
        className={`w-full shrink-0 overflow-y-auto p-3 lg:block lg:w-56 lg:border-e lg:border-line ${current === undefined ? '' : 'hidden'}`}
      >
        <ul className="grid gap-px">
          {sections.map(({ slug, label, icon: Icon }) => (
            <li key={slug}>
              <Link
                href={`${path}/${slug}`}
                aria-current={slug === current ? 'page' : undefined}
                className={`flex min-h-11 items-center gap-2.5 rounded-lg px-3 lg:min-h-10 ${
                  slug === current ? 'bg-accent-soft font-medium' : 'hover:bg-hover'
                } ${current === undefined && slug === open.slug ? 'lg:bg-accent-soft lg:font-medium' : ''}`}
              >
                <Icon size={17} aria-hidden="true" className="shrink-0 text-muted" />
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <section
        aria-labelledby="section"
        className={`min-w-0 flex-1 overflow-y-auto px-4 py-5 md:px-8 md:py-7 lg:block ${current === undefined ? 'hidden' : ''}`}
      >
        <div className="mx-auto grid w-full max-w-2xl grid-cols-1 gap-6">
          <header className="flex items-center gap-2">
            <Link
              href={path}
              aria-label={`All of ${title}`}
              className="-ms-2 grid size-tap place-content-center rounded-lg text-muted hover:bg-hover hover:text-ink lg:hidden"
            >
              <ArrowLeft size={19} className="rtl:-scale-x-100" />
            </Link>
            <h1 id="section" ref={heading} tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
              {open.label}
            </h1>
          </header>
          {open.content}
        </div>
      </section>
    </div>
  );
}
