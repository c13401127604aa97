import { Trans } from '@lingui/react/macro';
import { Component, type ReactNode } from 'react';
import { Button } from './Button.tsx';
import { Silhouette } from './Silhouette.tsx';

interface ErrorBoundaryProps {
  /** Gives out a copy of the data, without the screens that just failed. */
  readonly onSave: () => void;
  readonly onReload: () => void;
  readonly onError?: ((error: unknown) => void) | undefined;
  readonly children: ReactNode;
}

const lastWords = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

/** The page of last resort: says that nothing stored is lost, and offers to save it. */
const LastPage = ({
  error,
  onSave,
  onReload,
}: {
  readonly error: unknown;
  readonly onSave: () => void;
  readonly onReload: () => void;
}) => (
  <div className="screen">
    <main className="stack">
      <div className="empty board framed">
        <Silhouette name="kit" stance="broken" size="large" />
      </div>
      <h1>
        <Trans>Quelque chose s’est cassé</Trans>
      </h1>
      <p>
        <Trans>Ce qui est écrit dans le carnet y reste. Mets une copie à l’abri, puis recharge la page.</Trans>
      </p>
      <Button look="main" icon="download" onClick={onSave}>
        <Trans>Enregistrer une copie</Trans>
      </Button>
      <Button icon="undo" onClick={onReload}>
        <Trans>Recharger</Trans>
      </Button>
      <details>
        <summary>
          <Trans>Pour qui répare Circule</Trans>
        </summary>
        <p className="code">{lastWords(error)}</p>
      </details>
    </main>
  </div>
);

/** A class because React asks for one here: nothing else can catch what a child throws while it renders. */
export class ErrorBoundary extends Component<
  ErrorBoundaryProps,
  { readonly error: unknown; readonly failed: boolean }
> {
  override state = { error: null as unknown, failed: false };

  static getDerivedStateFromError(error: unknown) {
    return { error, failed: true };
  }

  override componentDidCatch(error: unknown) {
    this.props.onError?.(error);
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return <LastPage error={this.state.error} onSave={this.props.onSave} onReload={this.props.onReload} />;
  }
}
