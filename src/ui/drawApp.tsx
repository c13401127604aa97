import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import type { AppPorts } from './hooks/useApp.ts';

/** Draws the interface into the page; `reopen` draws it anew, for the workshop that is chosen then. */
export function drawApp(
  place: HTMLElement,
  ports: Omit<AppPorts, 'reopen'>,
  acts: { readonly onSave: () => void },
): void {
  const root = createRoot(place);
  let opening = 0;
  const draw = (): void => {
    opening += 1;
    root.render(
      <StrictMode>
        <App key={opening} ports={{ ...ports, reopen: draw }} onSave={acts.onSave} />
      </StrictMode>,
    );
  };
  draw();
}
