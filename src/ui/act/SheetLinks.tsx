import { Trans } from '@lingui/react/macro';
import type { ToolId } from '#domain/ids.ts';
import { Button } from '../parts/Button.tsx';
import { routes } from '../routes.ts';

/** Below the act of a sheet: something is wrong, and the tool's page. */
export const SheetLinks = ({
  tool,
  pageLink,
  onFault,
}: {
  readonly tool: ToolId;
  readonly pageLink: boolean;
  readonly onFault?: (() => void) | undefined;
}) =>
  !pageLink && onFault === undefined ? null : (
    <div className="links">
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
