/** Who writes, as a sentence; undefined when nobody does. Names that are not known are undefined. */
export function typingWords(names: readonly (string | undefined)[]): string | undefined {
  const [first = 'Somebody', second = 'somebody'] = names;
  if (names.length === 0) return undefined;
  if (names.length === 1) return `${first} is typing…`;
  if (names.length === 2) return `${first} and ${second} are typing…`;
  return 'Several people are typing…';
}
