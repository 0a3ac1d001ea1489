import { score } from '../src/ui/fuzzy.js';
import { ranked } from '../src/switcher/ranked.js';

const best = (typed: string, ...texts: string[]): string[] =>
  texts
    .map((text) => ({ text, points: score(typed, text) }))
    .filter(({ points }) => points !== undefined)
    .sort((a, b) => b.points! - a.points!)
    .map(({ text }) => text);

describe('what is found by a few letters', () => {
  it('is best what begins so, then what has a word that does, then what has it anywhere', () => {
    expect(best('gen', 'Agenda', 'General', 'The general one')).toEqual(['General', 'The general one', 'Agenda']);
  });

  it('is found by the beginnings of its words, with letters left out, and without case and accents', () => {
    expect(score('enro', 'Engine room')).toBeDefined();
    expect(score('er', 'Engine room')).toBeDefined();
    expect(score('genral', 'General')).toBeDefined();
    expect(score('GUTIERREZ', 'Daniel Gutiérrez')).toBeDefined();
    expect(score('room eng', 'Engine room')).toBeDefined();
  });

  it('is nothing that has the letters by chance', () => {
    expect(best('da', 'Quilters Guild', 'Direct message', 'How the connection stands')).toEqual([]);
    expect(score('general x', 'General')).toBeUndefined();
  });

  it('takes no time to speak of, whatever is typed', () => {
    const began = performance.now();
    score('a'.repeat(200), 'ab '.repeat(200));
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});

describe('what the switcher shows', () => {
  const entries = [
    { name: 'General', about: 'Difference Engine', channelId: 'c1' },
    { name: 'Releases', about: 'Difference Engine', channelId: 'c2' },
    { name: 'Random', about: 'Difference Engine', channelId: 'c3' },
    { name: 'Rebecca', about: '@becky' },
  ];
  const names = (typed: string, recent: string[], here?: string) =>
    ranked(entries, typed, recent, here).map(({ name }) => name);

  it('begins with where one was before, and leaves out where one is', () => {
    expect(names('', ['c1', 'c3', 'c2'], 'c1')).toEqual(['Random', 'Releases', 'Rebecca']);
    expect(names('', [])).toEqual(['General', 'Releases', 'Random', 'Rebecca']);
  });

  it('puts the recent ones first among those that fit equally well, and finds by what stands beside the name', () => {
    expect(names('r', ['c1', 'c3', 'c2']).slice(0, 2)).toEqual(['Random', 'Releases']);
    expect(names('r', ['c1', 'c2', 'c3']).slice(0, 2)).toEqual(['Releases', 'Random']);
    expect(names('becky', [])).toEqual(['Rebecca']);
    expect(names('nobody', [])).toEqual([]);
  });
});
