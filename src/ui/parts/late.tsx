import { type ComponentType, type FunctionComponent, use } from 'react';
import { useApp } from '../hooks/useApp.ts';

/** A part of the interface whose code comes when it is asked for. Draw `Shown` inside `<Suspense>`. */
export interface Late<Props extends object> {
  readonly Shown: FunctionComponent<Props>;
  /** Brings the code ahead of its use. */
  readonly load: () => Promise<unknown>;
}

/**
 * Not `lazy`, which shows the fallback once even when its code is here already; and a fallback, once shown, is kept by
 * React for 300 ms. What was loaded ahead is drawn at once. `isFirst`: its texts are those of the first load.
 */
export function late<Props extends object>(
  get: () => Promise<ComponentType<Props>>,
  { isFirst = false }: { readonly isFirst?: boolean } = {},
): Late<Props> {
  let coming: Promise<ComponentType<Props>> | undefined;
  let here: ComponentType<Props> | undefined;
  const load = (): Promise<ComponentType<Props>> => (coming ??= get().then((part) => (here = part)));
  const Shown = (props: Props) => {
    const { texts } = useApp();
    if (!isFirst && !texts.isFull()) use(texts.speakFully());
    const Part = here ?? use(load());
    return <Part {...props} />;
  };
  return { Shown, load };
}
