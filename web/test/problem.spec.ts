import { ParleyError } from '@parley/client';
import { problemOf } from '../src/ui/problem.js';

describe('where a form says what was refused', () => {
  const taken = new ParleyError({ code: 'team.slug_taken', status: 409, title: 'This short name is taken' });

  it('S5-16 a taken short name stands at its field, or at the name where it was made from that', () => {
    expect(problemOf(taken, { name: 'Name', slug: 'Short name' }).fields).toEqual({
      slug: 'This short name is taken.',
    });
    expect(problemOf(taken, { name: 'Name' }).fields).toEqual({ name: 'This short name is taken.' });
    expect(problemOf(taken, {})).toEqual({ fields: {}, general: 'This short name is taken.' });
  });
});
