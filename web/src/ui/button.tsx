import type { ComponentProps } from 'react';

const looks = {
  primary: 'bg-accent text-on-accent hover:opacity-90',
  plain: 'border border-edge bg-raised hover:bg-hover',
  danger: 'bg-danger text-canvas hover:opacity-90',
  quiet: 'text-accent hover:underline underline-offset-2',
};

type Props = ComponentProps<'button'> & { look?: keyof typeof looks };

export function Button({ look = 'primary', className = '', type = 'button', ...rest }: Props) {
  const size =
    look === 'quiet'
      ? 'relative px-1 pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-3'
      : 'min-h-10 px-4 py-2 pointer-coarse:min-h-11';
  return (
    <button
      type={type}
      className={`rounded-lg font-medium transition disabled:opacity-60 ${size} ${looks[look]} ${className}`}
      {...rest}
    />
  );
}

/** A button that is only a picture. `label` is what it does, in words. */
export function IconButton({ label, className = '', ...rest }: Props & { label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`grid size-press shrink-0 place-content-center rounded-lg text-muted transition pointer-coarse:size-tap hover:bg-hover hover:text-ink disabled:opacity-40 aria-disabled:opacity-40 ${className}`}
      {...rest}
    />
  );
}
