import { strengthOf } from '../src/ui/password-strength.js';
import { agoOf, dayOf } from '../src/ui/time.js';

describe('the password meter', () => {
  it('S5-17 counts up to what the server takes, and asks for fifteen', () => {
    expect(strengthOf('').level).toBe(0);
    expect(strengthOf('ninechars')).toEqual({ level: 1, words: 'One character more.' });
    expect(strengthOf('ten chars!').level).toBe(2);
    expect(strengthOf('ten chars!').words).toContain('15');
    expect(strengthOf('fifteen letters').level).toBe(3);
    expect(strengthOf('correct horse battery staple').level).toBe(4);
  });

  it('takes no pattern for a password, however long', () => {
    expect(strengthOf('abcabcabcabcabcabcabc').level).toBe(1);
    expect(strengthOf('aAaAaAbBbBcCcCaAaA').level).toBe(1);
  });
});

describe('how long ago', () => {
  it('is told in the largest fitting measure', () => {
    const now = new Date('2026-11-28T12:00:00Z');
    const before = (minutes: number) => agoOf(new Date(now.getTime() - minutes * 60_000).toISOString(), now);
    expect(before(0)).toBe('just now');
    expect(before(5)).toMatch(/5/);
    expect(before(180)).toMatch(/3/);
    expect(before(60 * 24)).toBe('yesterday');
    expect(before(60 * 24 * 300)).toContain('2026');
  });
});

it('calls a day by its distance from now, also across the end of a month and of a year', () => {
  const now = new Date(2026, 0, 1, 0, 30);
  expect(dayOf(new Date(2026, 0, 1, 0, 1).toISOString(), now)).toBe('Today');
  expect(dayOf(new Date(2025, 11, 31, 23, 59).toISOString(), now)).toBe('Yesterday');
  expect(dayOf(new Date(2025, 11, 30).toISOString(), now)).toContain('2025');
});
