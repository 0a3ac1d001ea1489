import { typingWords } from '../src/typing/words.js';

it('S3-18 says who types', () => {
  expect([[], ['Ada'], ['Ada', 'Ben'], ['Ada', 'Ben', 'Cleo'], [undefined]].map(typingWords)).toEqual([
    undefined,
    'Ada is typing…',
    'Ada and Ben are typing…',
    'Several people are typing…',
    'Somebody is typing…',
  ]);
});
