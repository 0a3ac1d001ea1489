import { encode } from 'uqr';

/** Light modules around it that scanners need (ISO/IEC 18004). */
const QUIET = 4;

/** A text as a picture for cameras: black on white also where the page is dark, because many scanners know nothing else. */
export default function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET });
  const dark = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
      className="size-48 rounded-lg border border-line bg-white"
    >
      <path d={dark.join('')} fill="#000" />
    </svg>
  );
}
