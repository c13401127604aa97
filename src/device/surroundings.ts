/** The page and the network around it, as far as meeting other phones depends on them. */
export const createSurroundings = (window: Window & typeof globalThis) => {
  const { document, navigator } = window;
  return {
    isSecure: window.isSecureContext,
    hasWebrtc: typeof window.RTCPeerConnection === 'function',
    isHidden: (): boolean => document.visibilityState === 'hidden',
    isOnline: (): boolean => navigator.onLine,
    /**
     * `awake`: the page is seen again, the network came back or is another one. `frozen`: the browser is about to stop
     * the page, or to put it away whole.
     */
    onChange(listener: (change: 'awake' | 'hidden' | 'frozen') => void): () => void {
      const over = new AbortController();
      const on = (target: EventTarget, name: string, tell: () => void): void =>
        target.addEventListener(name, tell, { signal: over.signal });
      on(document, 'visibilitychange', () => listener(document.visibilityState === 'hidden' ? 'hidden' : 'awake'));
      on(document, 'freeze', () => listener('frozen'));
      on(document, 'resume', () => listener('awake'));
      on(window, 'pagehide', () => listener('frozen'));
      on(window, 'pageshow', (): void => listener('awake'));
      on(window, 'online', () => listener('awake'));
      // Where the browser tells of it, another Wi-Fi is no loss of the network.
      const { connection } = navigator as { readonly connection?: EventTarget };
      if (connection !== undefined) on(connection, 'change', () => listener('awake'));
      return () => over.abort();
    },
  };
};
