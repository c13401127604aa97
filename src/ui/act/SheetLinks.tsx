import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import type { ToolId } from '#domain/ids.ts';
import { Button } from '../parts/Button.tsx';
import { routes } from '../routes.ts';

/** Below the act of a sheet or a bar: what else may be done there, that something is wrong, and the tool's page. */
export const SheetLinks = ({
  tool,
  pageLink = false,
  onFault,
  children,
}: {
  readonly tool: ToolId;
  readonly pageLink?: boolean | undefined;
  readonly onFault?: (() => void) | undefined;
  readonly children?: ReactNode;
}) =>
  !pageLink && onFault === undefined ? null : (
    <div className="links">
      {children}
      {onFault === undefined ? null : (
        <Button look="quiet" size="short" onClick={onFault}>
          <Trans>Quelque chose ne va pas</Trans>
        </Button>
      )}
      {pageLink ? (
        <Button look="quiet" size="short" href={routes.tool(tool)}>
          <Trans>Voir sa page</Trans>
        </Button>
      ) : null}
    </div>
  );
