/** The sign of Parley, in the colour of the text around it. */
export function Logo({ className = 'size-8' }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" className={`${className} text-accent`} aria-hidden="true">
      <path
        fill="currentColor"
        d="M9 3h14a6 6 0 0 1 6 6v9a6 6 0 0 1-6 6h-7l-6.3 5.2A1 1 0 0 1 8 28.4V24a6 6 0 0 1-5-6V9a6 6 0 0 1 6-6Z"
      />
      <path className="stroke-canvas" fill="none" strokeWidth="2.6" strokeLinecap="round" d="M10 11h12M10 16.5h7" />
    </svg>
  );
}
