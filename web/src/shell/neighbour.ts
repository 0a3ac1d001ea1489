/** The one before or after `path`, around the end; only those that fit. Undefined when there is no other. */
export function neighbour<T extends { path: string }>(
  listed: readonly T[],
  path: string,
  step: 1 | -1,
  fits: (one: T) => boolean = () => true,
): T | undefined {
  const here = listed.findIndex((one) => one.path === path);
  const start = here < 0 && step < 0 ? 0 : here;
  const around = listed.map((_one, turn) => listed.at((start + step * (turn + 1)) % listed.length)!);
  return around.find((one) => one.path !== path && fits(one));
}
