import { deviceOf, isHandheld } from '../src/settings/device-words.js';
import { endOf } from '../src/settings/status-ends.js';

describe('devices', () => {
  const chrome = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';
  const edge =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Edg/131.0';
  const iphone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604';
  const android = 'Mozilla/5.0 (Android 15; Mobile; rv:133.0) Gecko/133.0 Firefox/133.0';

  it('are called by program and system, also where one pretends to be the other', () => {
    expect([chrome, edge, iphone, android].map(deviceOf)).toEqual([
      'Chrome on Linux',
      'Edge on Windows',
      'Safari on iPhone',
      'Firefox on Android',
    ]);
    expect([chrome, edge, iphone, android].map(isHandheld)).toEqual([false, false, true, true]);
  });

  it('keep the name that they give themselves where it is unknown', () => {
    expect(deviceOf('curl/8.1')).toBe('curl');
    expect(deviceOf('parley-bot 1.0')).toBe('parley-bot 1.0');
    expect(deviceOf('')).toBe('An unknown device');
  });
});

describe('the end of a status', () => {
  const wednesday = new Date(2026, 10, 25, 15, 30);

  it('S5-37 is some time from now, or with the day or the week', () => {
    expect(endOf('never', wednesday)).toBeNull();
    expect(endOf('half', wednesday)).toEqual(new Date(2026, 10, 25, 16, 0));
    expect(endOf('today', wednesday)).toEqual(new Date(2026, 10, 26));
    expect(endOf('week', wednesday)).toEqual(new Date(2026, 10, 30)); // when Monday begins
    expect(endOf('week', new Date(2026, 10, 29, 23, 0))).toEqual(new Date(2026, 10, 30)); // Sunday
    expect(endOf('week', new Date(2026, 10, 30))).toEqual(new Date(2026, 11, 7));
  });
});
