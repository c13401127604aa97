import { expect, test } from 'vitest';
import { browserPlace } from '#ui/hooks/browserPlace.ts';

const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';
const android = 'Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko)';
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)';

test.each([
  ['Safari on an iPhone', `${iPhone} Version/18.5 Mobile/15E148 Safari/604.1`, 5, 'iphone'],
  ['Chrome on an iPhone', `${iPhone} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 5, 'iphone'],
  ['an iPad, which says it is a Mac', `${mac} Version/18.5 Safari/605.1.15`, 5, 'iphone'],
  ['a Mac', `${mac} Version/18.5 Safari/605.1.15`, 0, 'browser'],
  ['Chrome on Android', `${android} Chrome/140.0.0.0 Mobile Safari/537.36`, 5, 'browser'],
  ['Samsung Internet', `${android} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`, 5, 'browser'],
  ['WhatsApp on an iPhone, a web view', `${iPhone} Mobile/15E148`, 5, 'in-app'],
  ['Instagram on an iPhone', `${iPhone} Mobile/15E148 Instagram 330.0.0.0 (iPhone14,5)`, 5, 'in-app'],
  [
    'Facebook on Android',
    `${android} Version/4.0 Chrome/140.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0]`,
    5,
    'in-app',
  ],
  [
    'a web view on Android',
    `${android.replace('Pixel 7', 'Pixel 7; wv')} Version/4.0 Chrome/140.0 Safari/537.36`,
    5,
    'in-app',
  ],
] as const)('%s', (_, userAgent, touchPoints, place) => {
  expect(browserPlace({ userAgent, touchPoints, isInstalled: false })).toBe(place);
});

test('installed, there is nothing to say, whatever the browser', () => {
  const userAgent = `${iPhone} Mobile/15E148`;
  expect(browserPlace({ userAgent, touchPoints: 5, isInstalled: true })).toBe('installed');
});
