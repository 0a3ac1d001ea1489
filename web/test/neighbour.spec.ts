import { neighbour } from '../src/shell/neighbour.js';

const listed = ['/t/general', '/t/plans', '/dm/1', '/dm/2'].map((path) => ({ path }));
const unread = ({ path }: { path: string }): boolean => path === '/t/plans';

describe('the next conversation', () => {
  it('is the next in the list, around its ends', () => {
    expect(neighbour(listed, '/t/general', 1)?.path).toBe('/t/plans');
    expect(neighbour(listed, '/t/general', -1)?.path).toBe('/dm/2');
    expect(neighbour(listed, '/dm/2', 1)?.path).toBe('/t/general');
  });

  it('is the first or the last from where there is none', () => {
    expect(neighbour(listed, '/settings', 1)?.path).toBe('/t/general');
    expect(neighbour(listed, '/settings', -1)?.path).toBe('/dm/2');
  });

  it('is the next that fits, and none where no other does', () => {
    expect(neighbour(listed, '/dm/2', -1, unread)?.path).toBe('/t/plans');
    expect(neighbour(listed, '/dm/2', 1, unread)?.path).toBe('/t/plans');
    expect(neighbour(listed, '/t/plans', 1, unread)).toBeUndefined();
    expect(neighbour([], '/t/plans', 1)).toBeUndefined();
  });
});
