import fc from 'fast-check';
import { nextStage, type Keyed, type Stage } from '../src/list/steps.js';

const rows = (from: number, until: number): Keyed[] =>
  Array.from({ length: until - from }, (_, index) => ({ key: String(from + index) }));
const keys = (list: readonly Keyed[]): string[] => list.map(({ key }) => key);

/** All stages on the way from one list to another. */
function stages(shown: readonly Keyed[], wanted: readonly Keyed[]): Stage<Keyed>[] {
  const all: Stage<Keyed>[] = [{ rows: shown, shift: false, life: 0 }];
  while (all.at(-1)!.rows !== wanted) all.push(nextStage(all.at(-1)!, wanted));
  return all.slice(1);
}

describe('the stages of a list', () => {
  it('take one step where only one end changes', () => {
    expect(stages(rows(5, 9), rows(5, 12))).toMatchObject([{ shift: false, life: 0 }]);
    expect(stages(rows(5, 9), rows(1, 9))).toMatchObject([{ shift: true, life: 0 }]);
    expect(stages(rows(1, 9), rows(5, 9))).toMatchObject([{ shift: true, life: 0 }]);
  });

  it('take the beginning before the end where both change', () => {
    const [first, second, ...more] = stages(rows(5, 9), rows(1, 12));
    expect([keys(first!.rows), first!.shift]).toEqual([keys(rows(1, 9)), true]);
    expect([keys(second!.rows), second!.shift]).toEqual([keys(rows(1, 12)), false]);
    expect(more).toEqual([]);
  });

  it('begin another life where nothing stays', () => {
    expect(stages(rows(5, 9), rows(20, 30))).toMatchObject([{ shift: false, life: 1 }]);
  });

  it('whatever is loaded or let go at either end, each changes one end alone, and they come to what is wanted', () => {
    const list = fc.tuple(fc.nat(30), fc.nat(30)).map(([from, length]) => rows(from, from + length));
    fc.assert(
      fc.property(list, list, (shown, wanted) => {
        let before: readonly Keyed[] = shown;
        for (const { rows: after, shift, life } of stages(shown, wanted)) {
          const sameBegin = before[0]?.key === after[0]?.key;
          const sameEnd = before.at(-1)?.key === after.at(-1)?.key;
          const isFresh = before.length === 0 || after.length === 0;
          expect(isFresh || life > 0 || (shift ? sameEnd && !sameBegin : sameBegin)).toBe(true);
          before = after;
        }
        expect(keys(before)).toEqual(keys(wanted));
      }),
    );
  });
});
