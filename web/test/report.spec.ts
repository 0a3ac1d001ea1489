import { reportOf } from '../src/debug/report.js';

it('S2-24 the report tells how things stand, one fact a line', () => {
  const report = reportOf(
    {
      status: { state: 'offline', reason: 'transport close' },
      transport: undefined,
      server: { node: '4d8f9155', version: '0.1.0' },
      userId: 'u1',
      sessionId: 's1',
      epoch: 'e1',
      positions: { 'channel:c1': 7 },
      outbox: [{ nonce: 'n1', channelId: 'c1', createdAt: '2026-01-01T00:00:00.000Z', status: 'failed', code: 'x.y' }],
      journal: [{ at: '2026-01-01T00:00:01.000Z', what: 'message.send', code: 'x.y', requestId: 'r1' }],
    },
    { at: 'now', page: '/t/general', browser: 'a browser', online: true, worker: true, errors: ['page error'] },
  );
  expect(report.split('\n')).toEqual(
    expect.arrayContaining([
      'Connection: offline (transport close), by nothing',
      'Server: version 0.1.0, node 4d8f9155',
      'Epoch: e1',
      '  2026-01-01T00:00:00.000Z  failed  x.y  nonce n1  channel c1',
      '  2026-01-01T00:00:01.000Z  message.send  x.y  r1',
      '  page error',
      '  channel:c1  7',
    ]),
  );
});
