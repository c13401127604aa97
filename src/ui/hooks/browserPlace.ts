/**
 * Where the page was opened. Inside another app (WhatsApp, Instagram) nothing can be installed and what is stored goes
 * with that app's cache; on an iPhone outside of the home screen Safari wipes what is stored after 7 days without a visit.
 */
export type BrowserPlace = 'in-app' | 'iphone' | 'browser' | 'installed';

const otherApps =
  /\b(?:FBAN|FBAV|FB_IAB|Instagram|WhatsApp|Messenger|LinkedInApp|Snapchat|Pinterest|Twitter|TikTok|musical_ly|BytedanceWebview|Telegram|Signal|Line\/|MicroMessenger|GSA\/)|; wv\)/;

export function browserPlace({
  userAgent,
  touchPoints,
  isInstalled,
}: {
  readonly userAgent: string;
  /** An iPad says it is a Mac; no Mac has a touch screen. */
  readonly touchPoints: number;
  readonly isInstalled: boolean;
}): BrowserPlace {
  if (isInstalled) return 'installed';
  const isApple = /iPhone|iPad|iPod/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  // A web view inside an app does not call itself Safari.
  if (otherApps.test(userAgent) || (isApple && !/Safari\//.test(userAgent))) return 'in-app';
  return isApple ? 'iphone' : 'browser';
}
