import { cast, type Cast } from './people.js';

/** Ada, Ben and Cy for all tests of a suite: there once the hooks before it have run, and gone with it. */
export function stageAt(url: () => string): Cast {
  const stage = {} as Cast;
  beforeAll(async () => void Object.assign(stage, await cast(url())));
  afterAll(() => [stage.ada, stage.ben, stage.cy].forEach((who) => who?.disconnect()));
  return stage;
}
