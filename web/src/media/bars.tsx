/** More of them would be finer than a pixel on a telephone. */
const MOST = 64;

/** Peaks from 0 to 100 as bars. `played`: the part from 0 to 1 that is drawn in colour. */
export function Bars({ peaks, played = 0 }: { peaks: readonly number[]; played?: number }) {
  const bars = fewer(peaks);
  return (
    <svg viewBox={`0 0 ${bars.length * 3} 32`} preserveAspectRatio="none" className="size-full" aria-hidden="true">
      {bars.map((peak, index) => {
        const height = Math.max(2, (peak / 100) * 32);
        return (
          <rect
            key={index}
            x={index * 3 + 0.5}
            y={16 - height / 2}
            width={2}
            height={height}
            rx={1}
            className={index < played * bars.length ? 'fill-accent' : 'fill-muted/50'}
          />
        );
      })}
    </svg>
  );
}

/** At most 64 peaks: of those that fall together the highest. */
function fewer(peaks: readonly number[]): readonly number[] {
  if (peaks.length === 0) return Array<number>(MOST).fill(0);
  if (peaks.length <= MOST) return peaks;
  return Array.from({ length: MOST }, (_, index) => {
    const part = peaks.slice((index * peaks.length) / MOST, ((index + 1) * peaks.length) / MOST);
    return Math.max(...part);
  });
}
