/** By which sign in what it calls itself a program is known; those that pretend to be another stand before it. */
const programs: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\/|Opera/, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Vivaldi\//, 'Vivaldi'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
  [/^curl\//, 'curl'],
  [/^node|undici/i, 'Node.js'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'macOS'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** A device as people call it, from what its program calls itself (`User-Agent`). */
export function deviceOf(userAgent: string): string {
  const named = (names: typeof programs) => names.find(([sign]) => sign.test(userAgent))?.[1];
  const program = named(programs);
  const system = named(systems);
  if (program && system) return `${program} on ${system}`;
  return program ?? system ?? (userAgent.slice(0, 40) || 'An unknown device');
}

/** Whether it is carried in a hand. */
export function isHandheld(userAgent: string): boolean {
  return /Mobile|Android|iPhone|iPad/.test(userAgent);
}
