const { default: Sequencer } = require('@jest/test-sequencer');

/** Suites that take a minute or more, much of it waiting: begun last, they would be waited for by everybody. */
const LONG = [
  'test/features/presence.spec.ts',
  'test/cluster/presence.spec.ts',
  'test/access/matrix-rooms.spec.ts',
  'test/access/input.spec.ts',
  'test/access/matrix.spec.ts',
  'test/platform/jobs.contract.spec.ts',
  'test/web/conversation.spec.ts',
  'test/process/demo.spec.ts',
  'test/features/typing.spec.ts',
  'test/features/search-load.spec.ts',
  'test/features/home.spec.ts',
  'test/cluster/cluster.spec.ts',
  'test/cluster/delivery.spec.ts',
  'test/cluster/mails.spec.ts',
];

/** A clean machine knows no durations, so Jest goes by the size of the files there; this knows the longest. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const at = LONG.findIndex((suite) => path.endsWith(suite));
      return at === -1 ? LONG.length : at;
    };
    return super.sort(tests).sort((one, other) => rank(one) - rank(other));
  }
};
