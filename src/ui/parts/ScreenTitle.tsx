import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';

/**
 * The one `h1` of a screen. It takes the focus when the screen opens, so that a screen reader says where one is, and
 * names the window. `plain` is the title without markup.
 */
export const ScreenTitle = ({
  plain,
  hello,
  aside,
  children,
}: {
  readonly plain: string;
  /** In italics above: "Bonjour Léa,". */
  readonly hello?: ReactNode;
  /** At the right: "6 sur 214". */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${plain} · Circule`;
  }, [plain]);
  useLayoutEffect(() => {
    // The window keeps how far the screen before was scrolled; a screen that remembers its own place goes back after.
    // In the frame that shows the screen, so that it is laid out once and not twice.
    const frame = requestAnimationFrame(() => window.scrollTo({ top: 0, behavior: 'instant' }));
    return () => cancelAnimationFrame(frame);
  }, []);
  useEffect(() => {
    if (document.querySelector('dialog[open]') === null) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      {hello === undefined ? null : <p className="hello">{hello}</p>}
      <div className="title-line">
        <h1 ref={heading} tabIndex={-1}>
          {children ?? plain}
        </h1>
        {aside === undefined ? null : <span className="soft">{aside}</span>}
      </div>
    </>
  );
};
